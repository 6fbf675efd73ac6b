package io.voc.tenancy.kit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.plan.Metric;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class MetricFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void has_the_resources_that_are_counted_with_the_aggregates() {
        assertThat(MetricFile.catalogue("").metrics())
                .extracting(Metric::name)
                .contains("api-keys", "ai-agents", "phone-numbers", "concurrent-calls");
    }

    @Test
    void is_extended_by_a_file() throws IOException {
        var file =
                file("metrics: [{name: fax-pages, kind: COUNTER, unit: page, description: Old.}]");

        assertThat(MetricFile.catalogue(file).metrics())
                .extracting(Metric::name)
                .contains("api-keys")
                .endsWith("fax-pages");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    metrics: [{name: api-keys, kind: RESOURCE, unit: key, description: Mine.}] | api-keys is there twice
                    metrics: [{name: Fax Pages, kind: COUNTER, unit: page, description: Old.}] | Fax Pages
                    metrics: [{name: fax, kind: SOMETIMES, unit: page, description: Old.}]     | line 1
                    metrics: [{name: fax, kind: COUNTER, unit: page, colour: red}]             | line 1
                    metrics: [                                                                 | line
                    """)
    void tells_what_is_wrong_with_a_file(String content, String told) throws IOException {
        var file = file(content);

        assertThatThrownBy(() -> MetricFile.catalogue(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("METRICS_FILE")
                .hasMessageContaining(file)
                .hasMessageContaining(told);
    }

    @Test
    void tells_that_there_is_no_such_file() {
        var file = folder.resolve("nowhere.yaml").toString();

        assertThatThrownBy(() -> MetricFile.catalogue(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be read");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("metrics.yaml"), content).toString();
    }
}
