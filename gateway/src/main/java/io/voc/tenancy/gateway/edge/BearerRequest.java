package io.voc.tenancy.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;

/** A request with a bearer token in place of the credential that it came with. */
final class BearerRequest extends HttpServletRequestWrapper {

    private final String authorization;

    BearerRequest(HttpServletRequest request, String token) {
        super(request);
        this.authorization = "Bearer " + token;
    }

    @Override
    public @Nullable String getHeader(String name) {
        var values = getHeaders(name);
        return values.hasMoreElements() ? values.nextElement() : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
            return Collections.enumeration(List.of(authorization));
        }
        return name.equalsIgnoreCase(Credential.API_KEY_HEADER)
                ? Collections.emptyEnumeration()
                : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Collections.list(super.getHeaderNames()));
        names.remove(Credential.API_KEY_HEADER);
        names.add(HttpHeaders.AUTHORIZATION);
        return Collections.enumeration(names);
    }
}
