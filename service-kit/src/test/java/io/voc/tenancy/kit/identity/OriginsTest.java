package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.identity.Origin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class OriginsTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void behind_the_gateway_it_is_what_the_gateway_says() {
        assertThat(origin(true)).isEqualTo(new Origin("203.0.113.7", "curl/8"));
    }

    @Test
    void at_the_edge_nobody_is_believed() {
        assertThat(origin(false)).isEqualTo(new Origin("192.0.2.1", "curl/8"));
    }

    @Test
    void what_a_program_says_of_itself_is_cut_short() {
        request.addHeader("User-Agent", "x".repeat(5_000));
        begin();

        assertThat(new Origins(false).current())
                .hasValueSatisfying(origin -> assertThat(origin.userAgent()).hasSize(500));
    }

    @Test
    void outside_a_request_there_is_none() {
        assertThat(new Origins(true).current()).isEmpty();
    }

    @Test
    void it_is_not_printed() {
        assertThat(new Origin("203.0.113.7", "curl/8")).asString().isEqualTo("Origin");
    }

    private Origin origin(boolean isBehindGateway) {
        request.addHeader("X-Forwarded-For", "203.0.113.7");
        request.addHeader("User-Agent", "curl/8");
        begin();
        return new Origins(isBehindGateway).current().orElseThrow();
    }

    private void begin() {
        request.setRemoteAddr("192.0.2.1");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }
}
