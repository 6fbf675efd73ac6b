package io.voc.tenancy.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

class HeaderTokenTest {

    private final HeaderToken resolver = new HeaderToken();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.B-1_~+/==", "bearer a.B-1_~+/==", "BEARER  a.B-1_~+/== "})
    void a_token_follows_its_scheme(String header) {
        assertThat(resolver.resolve(request(header))).isEqualTo("a.B-1_~+/==");
    }

    @Test
    void who_sends_no_header_or_another_scheme_has_no_token() {
        assertThat(resolver.resolve(request(null))).isNull();
        assertThat(resolver.resolve(request("Basic dXNlcg=="))).isNull();
    }

    @Test
    void a_token_elsewhere_counts_for_nothing() {
        var request = request(null);
        request.setParameter("access_token", "a.b.c");

        assertThat(resolver.resolve(request)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer =",
                "Bearera.b.c",
                "Bearer a b",
                "Bearer a=b",
                "Bearer ä",
                "Bearer a\"",
                "Bearer\ta"
            })
    void what_is_no_token_is_refused(String header) {
        assertThatThrownBy(() -> resolver.resolve(request(header)))
                .isInstanceOf(OAuth2AuthenticationException.class);
    }

    private static MockHttpServletRequest request(@Nullable String header) {
        var request = new MockHttpServletRequest("GET", "/");
        if (header != null) {
            request.addHeader("Authorization", header);
        }
        return request;
    }
}
