package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.identity.Actor;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The actor of the HTTP request being handled. */
public final class Actors {

    private Actors() {}

    /**
     * The actor of the current request.
     *
     * @throws IllegalStateException where no authenticated request is being handled
     */
    public static Actor current() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            return Tokens.actorOf(token.getToken());
        }
        throw new IllegalStateException("no authenticated request is being handled");
    }
}
