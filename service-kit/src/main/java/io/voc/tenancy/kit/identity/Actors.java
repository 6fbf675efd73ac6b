package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.identity.Actor;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import java.util.Optional;

/** The actor of the HTTP request being handled. */
public final class Actors {

    private Actors() {}

    /**
     * The actor of the current request.
     *
     * @throws IllegalStateException where no authenticated request is being handled
     */
    public static Actor current() {
        return known().orElseThrow(() ->
                new IllegalStateException("no authenticated request is being handled"));
    }

    /** The actor of the current request; empty where none has been authenticated. */
    public static Optional<Actor> known() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            return Optional.of(Tokens.actorOf(token.getToken()));
        }
        return Optional.empty();
    }
}
