package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.rejection.FieldFault;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import java.util.List;

class RequestParametersTest {

    private static final String TENANTS = "/api/v1/tenants";
    private static final String TENANT = TENANTS + "/{tenantId}";

    private final ApiContract contract = new ApiContract();
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Nested
    class A_query {

        @Test
        void may_be_left_out() {
            assertThat(pointers("GET", TENANTS)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "pageSize,      1",
            "pageSize,      500",
            "status,        PURGED",
            "sort,          -name",
            "createdFrom,   2026-11-23T06:14:28Z",
            "createdBefore, 2026-11-23T06:14:28.349+01:00",
            "text,          ä",
        })
        void may_say_what_its_schema_takes(String name, String value) {
            ask(name, value);

            assertThat(pointers("GET", TENANTS)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "pageSize,    0",
            "pageSize,    501",
            "pageSize,    many",
            "pageSize,    1.0",
            "pageSize,    99999999999999999999",
            "pageSize,    ''",
            "status,      active",
            "sort,        +name",
            "createdFrom, 2026-11-23",
            "text,        ''",
        })
        void may_say_nothing_else(String name, String value) {
            ask(name, value);

            assertThat(faults("GET", TENANTS))
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.pointer()).isEqualTo(name);
                        assertThat(fault.detail()).startsWith(name + " ");
                    });
        }

        @Test
        void has_no_parameter_that_the_operation_does_not_take() {
            ask("pageSize", "10");

            assertThat(pointers("GET", TENANT)).containsExactly("pageSize");
        }

        @Test
        void gives_no_parameter_twice() {
            ask("status", "ACTIVE");
            ask("status", "ACTIVE");

            assertThat(pointers("GET", TENANTS)).containsExactly("status");
        }

        /** A form's fields come as parameters, but not in the query. */
        @Test
        void is_not_what_a_body_says() {
            request.addParameter("colour", "blue");

            assertThat(pointers("POST", TENANTS)).isEmpty();
        }
    }

    @Nested
    class A_header {

        @ParameterizedTest
        @ValueSource(strings = {"*", "\"1\"", "W/\"1\", \"2\"", "\"\"", " \"a,b\" ,\"c\""})
        void may_have_the_versions_that_are_to_match(String tags) {
            request.addHeader("If-Match", tags);

            assertThat(pointers("PUT", TENANT)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1", "\"1", "*, \"1\"", "\"1\" \"2\"", "\"1\",", "\"a b\""})
        void may_have_no_malformed_ones(String tags) {
            request.addHeader("If-Match", tags);

            assertThat(pointers("PUT", TENANT)).containsExactly("If-Match");
        }

        @Test
        void is_judged_with_all_its_lines() {
            request.addHeader("If-Match", "\"1\"");
            request.addHeader("If-Match", "2");

            assertThat(pointers("PUT", TENANT)).containsExactly("If-Match");
        }

        @ParameterizedTest
        @CsvSource({"POST, /api/v1/tenants", "POST, /api/v1/api-keys/verify"})
        void may_have_no_version_where_nothing_could_match(String method, String path) {
            request.addHeader("If-Match", "*");

            assertThat(pointers(method, path)).containsExactly("If-Match");
        }

        @Test
        void may_have_one_on_a_read_which_pays_no_heed_to_it() {
            request.addHeader("If-Match", "\"1\"");

            assertThat(pointers("GET", TENANT)).isEmpty();
            assertThat(pointers("HEAD", TENANT)).isEmpty();
        }

        @Test
        void that_the_operation_does_not_take_may_say_anything() {
            request.addHeader("Consistency-Token", "nonsense");
            request.addHeader("X-Anything", "nonsense");

            assertThat(pointers("POST", TENANTS)).isEmpty();
        }
    }

    @Test
    void all_faults_are_told_at_once() {
        ask("pageSize", "0");
        ask("colour", "blue");
        ask("sort", "colour");
        request.addHeader("Consistency-Token", "-1");

        assertThat(pointers("GET", TENANTS))
                .containsExactlyInAnyOrder("pageSize", "colour", "sort", "Consistency-Token");
    }

    private void ask(String name, String value) {
        request.addParameter(name, value);
        request.setQueryString("given");
    }

    private List<FieldFault> faults(String method, String path) {
        return new RequestParameters(contract, method, path).faults(request);
    }

    private List<String> pointers(String method, String path) {
        return faults(method, path).stream().map(FieldFault::pointer).toList();
    }
}
