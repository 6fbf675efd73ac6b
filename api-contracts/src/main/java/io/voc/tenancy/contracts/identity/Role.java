package io.voc.tenancy.contracts.identity;

import java.util.Locale;
import java.util.Optional;

/** What a caller is to the platform. */
public enum Role {
    PLATFORM_ADMIN,
    PLATFORM_AUDITOR,
    TENANT_ADMIN,
    TENANT_VIEWER,
    SERVICE;

    /** The role as tokens carry it, such as {@code platform-admin}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role that a token's claim names; empty for one that is not known here. */
    public static Optional<Role> ofClaim(String claim) {
        for (var role : values()) {
            if (role.claim().equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Whether the role is held for one tenant only. */
    public boolean isOfTenant() {
        return this == TENANT_ADMIN || this == TENANT_VIEWER;
    }

    /** Whether the role belongs to those who run the platform. */
    public boolean isOfOperator() {
        return this == PLATFORM_ADMIN || this == PLATFORM_AUDITOR;
    }
}
