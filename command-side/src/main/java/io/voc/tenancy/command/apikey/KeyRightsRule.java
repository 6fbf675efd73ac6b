package io.voc.tenancy.command.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.Scopes;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.network.Cidr;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key neither makes nor takes over a key that may do more, for longer, or from elsewhere than
 * itself. People have every scope of their tenant and are not bound.
 */
final class KeyRightsRule {

    private final @Nullable KeyRights own;

    KeyRightsRule(Actor actor) {
        this.own = actor.key();
    }

    /**
     * Passes if a key with these settings is within the actor's own rights.
     *
     * @throws Rejection {@code forbidden}
     */
    void check(ApiKeySettings settings) {
        if (own == null) {
            return;
        }
        if (!Scopes.cover(own.scopes(), settings.scopes())) {
            throw forbidden("An API key manages keys within its own scopes only");
        }
        if (own.expiresAt() != null && outlives(settings.expiresAt(), own.expiresAt())) {
            throw forbidden(
                    "An API key manages no key that outlives it: expiresAt is "
                            + own.expiresAt()
                            + " at the latest");
        }
        if (!Cidr.cover(parsed(own.allowedCidrs()), parsed(settings.allowedCidrs()))) {
            throw forbidden(
                    "An API key manages keys within its own allowedCidrs only, each in one of them");
        }
    }

    private static boolean outlives(@Nullable Instant end, Instant ownEnd) {
        return end == null || end.isAfter(ownEnd);
    }

    private static List<Cidr> parsed(List<String> cidrs) {
        return cidrs.stream().map(Cidr::parse).flatMap(Optional::stream).toList();
    }

    private static Rejection forbidden(String detail) {
        return new Rejection(RejectionCode.FORBIDDEN, detail);
    }
}
