package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;

class ReadmeE2E {

    private static final Pattern BASH =
            Pattern.compile("^```bash\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private final Standalone standalone = Standalone.shared();

    @Test
    void the_walk_through_works_as_it_is_written() throws Exception {
        var repository = Path.of(System.getProperty("repository")).toRealPath();
        var script =
                "set -euo pipefail\n"
                        + walkThrough(Files.readString(repository.resolve("README.md")));

        var bash =
                new ProcessBuilder("bash", "-c", script)
                        .directory(repository.toFile())
                        .redirectErrorStream(true);
        bash.environment().put("BASE", "http://localhost:" + standalone.environment("SERVER_PORT"));
        bash.environment().put("DATA_DIR", standalone.environment("DATA_DIR"));
        bash.environment().put("JWT_SECRET", standalone.environment("JWT_SECRET"));
        var process = bash.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("VALID", "TENANT_SUSPENDED", "404");
    }

    private static String walkThrough(String readme) {
        var section = readme.substring(readme.indexOf("\n## Walk-through"));
        var end = section.indexOf("\n## ", 4);
        var blocks = new ArrayList<String>();
        var matcher = BASH.matcher(end < 0 ? section : section.substring(0, end));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).hasSizeGreaterThan(4);
        return String.join("\n", blocks);
    }
}
