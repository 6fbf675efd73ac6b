package io.voc.tenancy.kit.plan;

import io.voc.tenancy.contracts.plan.Metric;
import io.voc.tenancy.contracts.plan.MetricCatalogue;

import org.springframework.core.io.ClassPathResource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Metrics as data: those that are shipped, and those that an installation adds. */
public final class MetricFile {

    /** Names the file with the installation's own metrics. */
    public static final String VARIABLE = "METRICS_FILE";

    private static final String SHIPPED = "contracts/metrics.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private MetricFile() {}

    private record Metrics(List<Metric> metrics) {}

    /**
     * The shipped metrics and those of a file.
     *
     * @param file empty for none
     * @throws IllegalArgumentException when the file can't be read or understood, with where the
     *     fault is
     */
    public static MetricCatalogue catalogue(String file) {
        return file.isEmpty()
                ? new MetricCatalogue(shipped())
                : extended(shipped(), own(Path.of(file)), file);
    }

    private static MetricCatalogue extended(List<Metric> shipped, List<Metric> own, String file) {
        for (var metric : own) {
            if (!NAME.matcher(metric.name()).matches()) {
                throw malformed(
                        file, "the name " + metric.name() + " is not made of a-z, 0-9 and -");
            }
        }
        try {
            return new MetricCatalogue(Stream.concat(shipped.stream(), own.stream()).toList());
        } catch (IllegalArgumentException e) {
            throw malformed(file, String.valueOf(e.getMessage()));
        }
    }

    private static List<Metric> shipped() {
        try (var in = new ClassPathResource(SHIPPED).getInputStream()) {
            return metrics(in);
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " is part of api-contracts", e);
        }
    }

    private static List<Metric> own(Path file) {
        try (var in = Files.newInputStream(file)) {
            return metrics(in);
        } catch (IOException e) {
            throw malformed(file.toString(), "it can't be read");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw malformed(
                    file.toString(),
                    (at == null ? "" : "line " + at.getLineNr() + ": ") + e.getOriginalMessage());
        }
    }

    private static List<Metric> metrics(InputStream in) {
        return YAML.readValue(in, Metrics.class).metrics();
    }

    private static IllegalArgumentException malformed(String file, String fault) {
        return new IllegalArgumentException(VARIABLE + " names " + file + ", but " + fault);
    }
}
