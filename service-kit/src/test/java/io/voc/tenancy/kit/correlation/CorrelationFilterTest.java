package io.voc.tenancy.kit.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.io.IOException;

class CorrelationFilterTest {

    @Test
    void a_process_behind_the_gateway_takes_the_request_id_that_the_gateway_gave() {
        assertThat(requestId(true, "of-the-gateway")).isEqualTo("of-the-gateway");
    }

    @Test
    void a_process_that_faces_callers_takes_none() {
        assertThat(requestId(false, "of-a-caller")).isNotEqualTo("of-a-caller").isNotBlank();
    }

    @Test
    void a_malformed_request_id_is_not_taken() {
        assertThat(requestId(true, "two words")).isNotEqualTo("two words").isNotBlank();
    }

    private static String requestId(boolean isBehindGateway, String sent) {
        var request = new MockHttpServletRequest("GET", "/api/v1/tenants");
        request.addHeader(Correlation.REQUEST_HEADER, sent);
        var response = new MockHttpServletResponse();
        try {
            new CorrelationFilter(isBehindGateway)
                    .doFilter(request, response, new MockFilterChain());
        } catch (ServletException | IOException e) {
            throw new AssertionError(e);
        }
        return String.valueOf(response.getHeader(Correlation.REQUEST_HEADER));
    }
}
