package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What came of a run of the command line. */
record CommandLineOutcome(int exitCode, String output) {

    /** Runs it with the installation's environment and more, to its end. */
    static CommandLineOutcome of(
            Standalone installation, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var process = installation.launch(withMark(environment), arguments);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLineOutcome(process.waitFor(), output);
    }

    /** Never empty, so that the output of a start is not sent to the installation's log. */
    private static Map<String, String> withMark(Map<String, String> environment) {
        var marked = new HashMap<>(environment);
        marked.put("RUN_BY", "test");
        return marked;
    }

    /** Passes if it was refused in one line that says this. */
    void assertOneLine(String text) {
        assertThat(exitCode).as(output).isNotZero();
        assertThat(output.strip()).startsWith("tenant-manager: ").contains(text).hasLineCount(1);
    }
}
