package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

class ApiContractTest {

    private static final ApiContract CONTRACT = new ApiContract();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String COMPANY =
            """
            {"slug": "acme", "name": "Acme", "contactEmail": "ops@acme.example", "region": "eu"}
            """;

    @Nested
    class A_registration {

        @Test
        void is_right_with_what_is_required() {
            assertThat(pointers(COMPANY)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"slug", "name", "contactEmail", "region"})
        void is_told_what_is_missing(String field) {
            assertThat(pointersWithout(field)).containsExactly("/" + field);
        }

        @Test
        void is_told_which_field_is_not_known() {
            assertThat(pointersWith("colour", "\"red\"")).containsExactly("/colour");
            assertThat(pointersWith("a/b~c", "1")).containsExactly("/a~1b~0c");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        slug         | "ab"
                        slug         | "Acme"
                        slug         | "-acme"
                        slug         | "acme-"
                        slug         | "ac--me"
                        slug         | "ac_me"
                        slug         | "acme\\n"
                        slug         | "a123456789a123456789a123456789a123456789a123456789a123456789abcd"
                        slug         | 4711
                        slug         | null
                        name         | ""
                        name         | "   "
                        contactEmail | "acme.example"
                        contactEmail | "ops@acme"
                        contactEmail | "o ps@acme.example"
                        contactEmail | "ops@acme.example\\n"
                        region       | "EU"
                        region       | "e"
                        plan         | "Free Plan"
                        metadata     | []
                        """)
        void is_told_which_value_is_wrong(String field, String value) {
            assertThat(pointersWith(field, value)).isNotEmpty().containsOnly("/" + field);
        }

        @Test
        void is_told_which_entry_of_the_metadata_is_wrong() {
            assertThat(pointersWith("metadata", "{\"crm\": 42}")).containsExactly("/metadata/crm");
        }

        @Test
        void is_told_of_a_name_that_is_too_long_for_metadata() {
            assertThat(pointersWith("metadata", "{\"" + "k".repeat(65) + "\": \"v\"}"))
                    .singleElement()
                    .asString()
                    .startsWith("/metadata");
        }

        @Test
        void is_told_of_every_fault_at_once() {
            assertThat(
                            pointers(
                                    """
                                    {"slug": "A", "contactEmail": 1, "region": "eu", "colour": "red"}
                                    """))
                    .contains("/slug", "/contactEmail", "/name", "/colour")
                    .doesNotContain("/region");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\\u0000b", "\\u0000", "\\ud83d", "\\ude00\\ud83d"})
        void is_told_of_text_that_can_not_be_stored(String text) {
            assertThat(pointersWith("metadata", "{\"a/b\": [\"fine\", \"" + text + "\"]}"))
                    .containsExactly("/metadata/a~1b/1");
            assertThat(pointersWith("metadata", "{\"" + text + "\": \"fine\"}"))
                    .containsExactly("/metadata");
        }

        @Test
        void may_have_characters_of_two_halves() {
            assertThat(pointersWith("metadata", "{\"mood\": \"\\ud83d\\ude00\"}")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "null", "\"acme\"", "1"})
        void is_an_object(String body) {
            assertThat(pointers(body)).containsExactly("");
        }

        @Test
        void is_told_in_sentences_without_the_names_of_classes() {
            assertThat(CONTRACT.faultsOf("RegisterTenantRequest", JSON.readTree("{}")))
                    .extracting(FieldFault::detail)
                    .allSatisfy(detail -> assertThat(detail).isNotBlank().doesNotContain("java."));
        }

        private static List<String> pointersWith(String field, String value) {
            return pointers(
                    COMPANY.strip().replaceFirst("}$", "") + ", \"" + field + "\": " + value + "}");
        }

        private static List<String> pointersWithout(String field) {
            return pointers(JSON.readTree(COMPANY).asObject().without(field).toString());
        }

        private static List<String> pointers(String body) {
            return CONTRACT.faultsOf("RegisterTenantRequest", JSON.readTree(body)).stream()
                    .map(FieldFault::pointer)
                    .toList();
        }
    }

    @Nested
    class A_schema {

        @Test
        void is_known_by_its_name() {
            assertThat(CONTRACT.describes("RegisterTenantRequest")).isTrue();
            assertThat(CONTRACT.describes("String")).isFalse();
            assertThat(CONTRACT.describes("RegisterTenantRequest/type")).isFalse();
        }
    }

    @Nested
    class An_operation {

        static Stream<Operation> operations() throws IOException {
            return document()
                    .path("paths")
                    .propertyStream()
                    .flatMap(path ->
                            path.getValue()
                                    .propertyStream()
                                    .filter(member -> !member.getKey().equals("parameters"))
                                    .map(member ->
                                            new Operation(
                                                    member.getKey(),
                                                    path.getKey(),
                                                    member.getValue())));
        }

        @ParameterizedTest
        @MethodSource("operations")
        void names_at_least_one_role_and_only_known_ones(Operation operation) {
            assertThat(operation.node().path("x-roles").valueStream().map(JsonNode::asString))
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(claim -> Role.ofClaim(claim).isPresent());
            assertThat(CONTRACT.roles(operation.method(), operation.path()))
                    .hasValueSatisfying(roles ->
                            assertThat(roles).hasSameSizeAs(operation.node().path("x-roles")));
        }

        @ParameterizedTest
        @MethodSource("operations")
        void asks_keys_for_known_scopes_if_they_may_at_all(Operation operation) throws IOException {
            var scopes = operation.node().path("x-scopes").valueStream().map(JsonNode::asString);

            assertThat(CONTRACT.scopes(operation.method(), operation.path()))
                    .containsExactlyInAnyOrderElementsOf(scopes.toList())
                    .isSubsetOf(knownScopes());
        }

        @Test
        void is_for_keys_only_where_a_tenant_is_addressed() throws IOException {
            assertThat(
                            operations()
                                    .filter(operation -> operation.node().has("x-scopes"))
                                    .map(Operation::path))
                    .isNotEmpty()
                    .allMatch(path -> path.startsWith("/api/v1/tenants/{tenantId}"));
        }

        private static List<String> knownScopes() throws IOException {
            return document()
                    .at("/components/schemas/Scope/enum")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(scope -> !scope.endsWith("*"))
                    .toList();
        }

        @Test
        void has_an_id_of_its_own() throws IOException {
            assertThat(
                            operations()
                                    .map(operation ->
                                            operation.node().path("operationId").asString()))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[a-z][A-Za-z]+"));
        }

        @Test
        void asks_for_the_roles_that_the_document_names() {
            assertThat(CONTRACT.roles("POST", "/api/v1/api-keys/verify"))
                    .hasValueSatisfying(roles ->
                            assertThat(roles)
                                    .containsExactlyInAnyOrder(Role.PLATFORM_ADMIN, Role.SERVICE));
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /api/v1/tenants, QUERY",
            "POST, /api/v1/tenants, COMMAND",
            "PUT, /api/v1/tenants/{tenantId}/config, COMMAND",
            "POST, /api/v1/api-keys/verify, QUERY",
        })
        void is_served_by_one_side(String method, String path, Side side) {
            assertThat(CONTRACT.operations())
                    .contains(new io.voc.tenancy.kit.contract.Operation(method, path, side));
        }

        @Test
        void is_not_known_by_another_method_or_path() {
            assertThat(CONTRACT.roles("PATCH", "/api/v1/api-keys/verify")).isEmpty();
            assertThat(CONTRACT.roles("GET", "/api/v1/nothing")).isEmpty();
        }
    }

    @Test
    void every_reference_of_the_document_leads_somewhere() throws IOException {
        var document = document();

        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(document.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static JsonNode document() throws IOException {
        try (var in = new ClassPathResource("contracts/openapi.yaml").getInputStream()) {
            return YAMLMapper.shared().readTree(in);
        }
    }
}
