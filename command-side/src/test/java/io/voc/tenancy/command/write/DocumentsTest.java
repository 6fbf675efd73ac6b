package io.voc.tenancy.command.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.contract.ApiContract;
import io.voc.tenancy.kit.contract.BodyFaults;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;

class DocumentsTest {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(all -> all.withValueInclusion(Include.NON_NULL))
                    .build();
    private static final ConfigurationView VIEW =
            new ConfigurationView(
                    "ten_1", 3, Instant.parse("2026-11-23T06:14:28.349Z"), List.of(), null);

    private static final ApiContract CONTRACT = new ApiContract();

    private final Documents documents =
            new Documents(CONTRACT, new BodyFaults(CONTRACT, List.of()), JSON);
    private final JsonNode present = documents.of(VIEW);

    @Test
    void a_resource_is_what_callers_read() {
        assertThat(present)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"tenantId": "ten_1", "version": 3,
                                 "updatedAt": "2026-11-23T06:14:28.349Z", "aiAgents": []}
                                """));
    }

    @Nested
    class A_document {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"version\": 4}",
                    "{\"version\": null}",
                    "{\"tenantId\": \"ten_1\", \"aiAgents\": []}"
                })
        void speaks_of_what_can_not_be_changed(String document) {
            assertThat(hasReadOnlyFields(document)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{}", "{\"aiAgents\": []}", "{\"telephony\": {\"version\": 1}}", "[]"})
        void does_not(String document) {
            assertThat(hasReadOnlyFields(document)).isFalse();
        }

        @Test
        void is_completed_with_what_it_leaves_out_of_it() {
            var document =
                    JSON.readTree("{\"version\": 2, \"telephony\": {\"provider\": \"SIP\"}}");

            assertThat(documents.completed(document, present, TenantConfiguration.class))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"version": 2, "telephony": {"provider": "SIP"},
                                     "tenantId": "ten_1", "updatedAt": "2026-11-23T06:14:28.349Z"}
                                    """));
            assertThat(document.has("tenantId")).as("itself it stays as it is").isFalse();
        }

        @Test
        void that_is_no_object_is_left_alone() {
            assertThat(documents.completed(JSON.readTree("[]"), present, TenantConfiguration.class))
                    .isEqualTo(JSON.readTree("[]"));
        }

        private boolean hasReadOnlyFields(String document) {
            return documents.hasReadOnlyFields(TenantConfiguration.class, JSON.readTree(document));
        }
    }

    @Nested
    class A_change {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"updatedAt\": \"2026-11-23T06:14:28.349Z\"",
                    "\"updatedAt\": \"2026-11-23T07:14:28.349+01:00\"",
                    "\"updatedAt\": \"2026-11-23T06:14:28.349000Z\""
                })
        void may_come_with_what_can_not_be_changed_as_it_is(String field) {
            var checked =
                    checked(
                            """
                            {"tenantId": "ten_1", "version": 3, %s,
                             "telephony": {"provider": "SIP"}}
                            """
                                    .formatted(field));

            assertThat(checked.telephony()).isNotNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        "ten_2" | 3 | "2026-11-23T06:14:28.349Z" | /tenantId
                        "ten_1" | 4 | "2026-11-23T06:14:28.349Z" | /version
                        "ten_1" | 3 | "2026-11-23T06:14:28.348Z" | /updatedAt
                        "ten_2" | 2 | "2026-11-23T06:14:28.348Z" | /tenantId,/version,/updatedAt
                        """)
        void is_told_of_all_that_it_would_change_and_may_not(
                String tenantId, String version, String updatedAt, String pointers) {
            var document =
                    "{\"tenantId\": %s, \"version\": %s, \"updatedAt\": %s}"
                            .formatted(tenantId, version, updatedAt);

            assertThat(pointersOf(document)).containsExactlyInAnyOrder(pointers.split(","));
        }

        @Test
        void is_told_of_what_it_would_remove_and_may_not() {
            assertThat(pointersOf("{\"tenantId\": \"ten_1\"}"))
                    .containsExactlyInAnyOrder("/version", "/updatedAt");
        }

        @Test
        void is_told_of_that_and_of_every_fault_by_the_schema_at_once() {
            assertThat(
                            pointersOf(
                                    """
                                    {"tenantId": "ten_1", "version": 9, "colour": 1,
                                     "updatedAt": "2026-11-23T06:14:28.349Z", "telephony": {}}
                                    """))
                    .containsExactlyInAnyOrder("/version", "/colour", "/telephony/provider");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "null", "\"SIP\"", "4711"})
        void that_is_no_object_is_told_so_and_nothing_else(String wanted) {
            assertThat(pointersOf(wanted)).containsExactly("");
        }

        private TenantConfiguration checked(String wanted) {
            return documents.checked(present, JSON.readTree(wanted), TenantConfiguration.class);
        }

        private List<String> pointersOf(String wanted) {
            var refusal = catchThrowableOfType(Rejection.class, () -> checked(wanted));
            assertThat(refusal.code()).isEqualTo(RejectionCode.VALIDATION_FAILED);
            return refusal.faults().stream().map(FieldFault::pointer).toList();
        }
    }
}
