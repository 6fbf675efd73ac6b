package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.query.Change;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A version of a configuration, and how it came about.
 *
 * @param changedBy the subject of whoever made it
 * @param restoredVersion the version whose document came back with it; absent of a new document
 * @param reason why it came back
 * @param changes from the version before, without values
 * @param configuration the document; absent in lists
 */
record ConfigurationVersion(
        long version,
        Instant changedAt,
        String changedBy,
        @Nullable Long restoredVersion,
        @Nullable String reason,
        List<Change> changes,
        @Nullable TenantConfiguration configuration)
        implements Versioned {}
