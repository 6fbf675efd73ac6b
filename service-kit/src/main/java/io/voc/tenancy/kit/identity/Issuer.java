package io.voc.tenancy.kit.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;

/**
 * An issuer of tokens, which tells its keys by OpenID Connect discovery.
 *
 * @param name as {@code JWT_ISSUER_URI}, the discovery document and every token say it
 */
record Issuer(String name) {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    /**
     * The issuer's keys as they are now.
     *
     * @throws IOException when the issuer does not answer
     * @throws ParseException when it answers something else
     */
    JWKSet keys() throws IOException, ParseException {
        var document = JSONObjectUtils.parse(read(name.replaceFirst("/$", "") + DISCOVERY));
        if (!name.equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new ParseException("It says that it is another issuer", 0);
        }
        return JWKSet.parse(read(String.valueOf(document.get("jwks_uri"))));
    }

    private static String read(String address) throws IOException, ParseException {
        var retriever = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
        return retriever.retrieveResource(url(address)).getContent();
    }

    private static URL url(String address) throws IOException, ParseException {
        try {
            var uri = URI.create(address);
            if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
                return uri.toURL();
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new ParseException("It names an address that is none of the web", 0);
    }
}
