package io.voc.tenancy.e2e;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What an operator is told whose own workflows are not as they should be: nothing starts. */
class WorkflowsFileE2E {

    private static final String OWN =
            """
            workflows:
              - name: own
                version: 1
                steps:
                  - {name: register-tenant, kind: INTERNAL, timeoutSeconds: 60, attempts: 3, compensation: purge-tenant}
                  - {name: apply-configuration, kind: INTERNAL, dependsOn: [register-tenant], timeoutSeconds: 60, attempts: 3}
                  - {name: issue-api-key, kind: INTERNAL, dependsOn: [register-tenant], timeoutSeconds: 60, attempts: 3}
                  - {name: call, kind: EXTERNAL, dependsOn: [issue-api-key], timeoutSeconds: 60, attempts: 1}
                  - {name: write, kind: EXTERNAL, dependsOn: [call], timeoutSeconds: 60, attempts: 1}
                  - {name: verify, kind: INTERNAL, dependsOn: [apply-configuration, write], timeoutSeconds: 60, attempts: 3}
                  - {name: activate, kind: INTERNAL, dependsOn: [verify], timeoutSeconds: 60, attempts: 3}
            """;

    private final Standalone installation = Standalone.shared();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    /** Each is what becomes of a good file when one text takes the place of another. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dependsOn: [call]          | dependsOn: [nowhere]  | line 9: /workflows/0/steps/4/dependsOn: there is no step nowhere
                    dependsOn: [issue-api-key] | dependsOn: [write]    | line 8: /workflows/0/steps/3/dependsOn: [write] must stand before it
                    dependsOn: [call]          | dependsOn: [write]    | line 9: /workflows/0/steps/4/dependsOn: [write] must stand before it
                    kind: EXTERNAL             | kind: MANUAL          | line 8: /workflows/0/steps/3/kind
                    name: verify               | name: check           | line 11: /workflows/0/steps/6/dependsOn: there is no step verify
                    version: 1                 | version: none         | line 3: /workflows/0/version
                    workflows:                 | workflows: [          | line
                    """)
    void the_line_and_the_fault_are_told(String good, String bad, String told) throws Exception {
        var file = folder.resolve("workflows.yaml");
        Files.writeString(file, OWN.replaceFirst(Pattern.quote(good), bad), CREATE_NEW);

        start(file).assertOneLine("WORKFLOWS_FILE names " + file + ", but " + told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.yaml", "."})
    void that_it_can_not_be_read_is_told(String name) throws Exception {
        var file = folder.resolve(name);

        start(file).assertOneLine("WORKFLOWS_FILE names " + file + ", but it can't be read");
    }

    @Test
    void that_it_is_no_text_is_told() throws Exception {
        var file = Files.write(folder.resolve("workflows.yaml"), new byte[] {(byte) 0xC3, 0x28});

        start(file).assertOneLine("WORKFLOWS_FILE names " + file + ", but it can't be read");
    }

    private CommandLineOutcome start(Path file) throws IOException, InterruptedException {
        return CommandLineOutcome.of(
                installation, Map.of("WORKFLOWS_FILE", file.toString()), "start");
    }
}
