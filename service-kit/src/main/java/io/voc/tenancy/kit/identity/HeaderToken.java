package io.voc.tenancy.kit.identity;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

import java.util.BitSet;

/**
 * The bearer token of a request, from its {@code Authorization} header and from nowhere else (RFC
 * 6750, section 2.1). Each request passes here, so it looks at characters instead of matching a
 * pattern.
 */
final class HeaderToken implements BearerTokenResolver {

    private static final String SCHEME = "Bearer";
    private static final BitSet CHARACTERS =
            characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = header.substring(SCHEME.length());
        if (!isToken(token.strip()) || token.charAt(0) != ' ') {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidToken("Bearer token is malformed"));
        }
        return token.strip();
    }

    /** One or more characters of a token, then any number of {@code =}. */
    private static boolean isToken(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!CHARACTERS.get(text.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }

    private static BitSet characters(String all) {
        var set = new BitSet();
        all.chars().forEach(set::set);
        return set;
    }
}
