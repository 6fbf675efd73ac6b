package io.voc.tenancy.kit;

import static io.voc.tenancy.kit.EdgeProcess.assertProblem;
import static io.voc.tenancy.kit.EdgeProcess.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Bodies are held against their schema before an operation sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {

    private final EdgeProcess process = new EdgeProcess();

    @AfterAll
    void stop() {
        process.close();
    }

    @Nested
    class A_body {

        private static final String COMPANY =
                """
                {"slug": "acme", "name": "Acme", "contactEmail": "ops@acme.example", "region": "eu"}
                """;

        @Test
        void that_fits_its_schema_arrives() {
            assertThat(post(COMPANY).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "{} {}", "[]", "null", "{\"slug\": 1, \"slug\": 2}"})
        void that_is_no_object_is_refused_as_a_whole(String body) {
            var answer = post(body);

            assertProblem(answer, 400, "validation-failed");
            assertThat(json(answer).at("/errors/0/pointer").asString()).isEmpty();
        }

        @Test
        void that_does_not_fit_is_refused_with_a_pointer_to_the_fault() {
            var answer = post(COMPANY.replace("\"eu\"", "\"EU\""));

            assertProblem(answer, 400, "validation-failed");
            assertThat(json(answer).at("/errors").size()).isEqualTo(1);
            assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo("/region");
        }

        @Test
        void with_text_that_can_not_be_stored_is_refused() {
            var answer = post(COMPANY.replace("Acme", "\\u0000").replace("region", "\\u0000"));

            assertProblem(answer, 400, "validation-failed");
            assertThat(json(answer).at("/errors").findValuesAsString("pointer"))
                    .containsExactly("/name", "");
        }

        @Test
        void with_half_a_character_is_refused() {
            assertProblem(post(COMPANY.replace("Acme", "\\ud83d")), 400, "validation-failed");
            assertProblem(post(COMPANY.replace("region", "\\ud83d")), 400, "validation-failed");
        }

        @Test
        void of_another_kind_is_refused() {
            var answer =
                    process.send(
                            process.as("platform-admin", "/api/v1/tenants")
                                    .setHeader("Content-Type", "text/plain")
                                    .POST(BodyPublishers.ofString(COMPANY)));

            assertProblem(answer, 415, "unsupported-media-type");
        }

        private HttpResponse<String> post(String body) {
            return process.send(
                    process.as("platform-admin", "/api/v1/tenants")
                            .POST(BodyPublishers.ofString(body)));
        }
    }
}
