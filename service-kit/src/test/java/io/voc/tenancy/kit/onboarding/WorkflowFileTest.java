package io.voc.tenancy.kit.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class WorkflowFileTest {

    private static final String OWN =
            """
            workflows:
              - name: own
                version: 3
                steps:
                  - {name: register-tenant, kind: INTERNAL, timeoutSeconds: 60, attempts: 3, compensation: purge-tenant}
                  - {name: apply-configuration, kind: INTERNAL, dependsOn: [register-tenant], timeoutSeconds: 60, attempts: 3}
                  - {name: issue-api-key, kind: INTERNAL, dependsOn: [register-tenant], timeoutSeconds: 60, attempts: 3}
                  - {name: call-them, kind: EXTERNAL, dependsOn: [issue-api-key], timeoutSeconds: 60, attempts: 1}
                  - {name: verify, kind: INTERNAL, dependsOn: [apply-configuration, call-them], timeoutSeconds: 60, attempts: 3}
                  - {name: activate, kind: INTERNAL, dependsOn: [verify], timeoutSeconds: 60, attempts: 3}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void has_workflows_that_are_shipped() {
        assertThat(WorkflowFile.catalogue("").names())
                .containsExactly("standard", "voice-enterprise");
    }

    @Test
    void is_extended_by_a_file() throws IOException {
        var own = WorkflowFile.catalogue(file(OWN)).find("own").orElseThrow();

        assertThat(own.version()).isEqualTo(3);
        assertThat(own.step("call-them").backoffSeconds()).isEqualTo(1);
        assertThat(own.step("call-them").maxBackoffSeconds()).isEqualTo(300);
        assertThat(own.step("call-them").compensation()).isNull();
    }

    @Test
    void of_one_name_the_files_counts() throws IOException {
        var file = file(OWN.replace("name: own", "name: standard"));

        assertThat(WorkflowFile.catalogue(file).find("standard").orElseThrow().version())
                .isEqualTo(3);
    }

    /** Each is what becomes of a good file when one text takes the place of another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    version: 3                              | version: 0                    | line 3: /workflows/0/version
                    version: 3                              | colour: red                   | /workflows/0
                    attempts: 1}                            | attempts: 1, tries: 2}        | line 8: /workflows/0/steps/3/tries
                    attempts: 1}                            | attempts: many}               | line 8: /workflows/0/steps/3/attempts
                    kind: EXTERNAL                          | kind: INTERNAL                | line 8: /workflows/0/steps/3/kind: this system has no such step
                    name: call-them, kind: EXTERNAL         | name: call-them, kind: MANUAL | line 8: /workflows/0/steps/3/kind
                    dependsOn: [issue-api-key]              | dependsOn: [activate]         | line 8: /workflows/0/steps/3/dependsOn: [activate] must stand before it
                    dependsOn: [issue-api-key], timeout     | timeout                       | line 8: /workflows/0/steps/3: it depends on no other step
                    name: call-them                         | name: issue-api-key           | line 8: /workflows/0/steps/3/name: issue-api-key is there twice
                    call-them]                              | issue-api-key]                | line 10: /workflows/0/steps/5/dependsOn: activate depends on all
                    [apply-configuration, call-them]        | [register-tenant]             | line 10: /workflows/0/steps/5/dependsOn: activate depends on all
                    issue-api-key, kind: INTERNAL           | issue-api-key, skippable: true, kind: INTERNAL | line 7: /workflows/0/steps/2/skippable
                    , compensation: purge-tenant            | ''                            | line 5: /workflows/0/steps/0: its compensation is purge-tenant
                    name: verify                            | name: check                   | /steps
                    workflows:                              | '{'                           | line
                    """)
    void tells_line_and_fault(String good, String bad, String told) throws IOException {
        var file = file(OWN.replace(good, bad));

        assertThatThrownBy(() -> WorkflowFile.catalogue(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WORKFLOWS_FILE names " + file)
                .hasMessageContaining(told);
    }

    @Test
    void tells_that_there_is_no_such_file() {
        var file = folder.resolve("nowhere.yaml").toString();

        assertThatThrownBy(() -> WorkflowFile.catalogue(file))
                .hasMessageContaining("can't be read");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("workflows.yaml"), content).toString();
    }
}
