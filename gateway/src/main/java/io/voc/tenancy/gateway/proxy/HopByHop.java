package io.voc.tenancy.gateway.proxy;

import org.springframework.http.HttpHeaders;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Headers that are meant for the next hop only (RFC 9110, 7.6.1). */
final class HopByHop {

    private static final Set<String> HEADERS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private HopByHop() {}

    /** A copy of the headers without those and without those that {@code Connection} names. */
    static HttpHeaders removedFrom(HttpHeaders headers) {
        var named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(headers.getConnection());
        var passed = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (!HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !named.contains(name)) {
                passed.addAll(name, values);
            }
        });
        return passed;
    }
}
