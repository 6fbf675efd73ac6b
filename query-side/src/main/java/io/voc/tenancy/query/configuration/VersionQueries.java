package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.query.Change;
import io.voc.tenancy.query.ConfigurationDiff;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.Gatekeeper;
import io.voc.tenancy.query.Page;
import io.voc.tenancy.query.ProjectionProgress;
import io.voc.tenancy.query.QuerySide;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Answers what is asked of a configuration's past. */
@Component
class VersionQueries {

    private final ConfigurationVersions versions;
    private final ConfigurationTable table;
    private final ConfigurationDiff diff;
    private final SecretSeals seals;
    private final Gatekeeper gatekeeper;
    private final ProjectionProgress progress;

    VersionQueries(
            ConfigurationVersions versions,
            ConfigurationTable table,
            ConfigurationDiff diff,
            SecretSeals seals,
            Gatekeeper gatekeeper,
            ProjectionProgress progress) {
        this.versions = versions;
        this.table = table;
        this.diff = diff;
        this.seals = seals;
        this.gatekeeper = gatekeeper;
        this.progress = progress;
    }

    /** What differs between two versions. */
    record Difference(long from, long to, List<Change> changes) {}

    /** A page of versions, newest first. */
    Page<ConfigurationVersion> list(
            String tenantId, int pageSize, @Nullable String pageToken, Actor actor) {
        letThrough(tenantId, actor);
        var cursors = Cursors.of(Long.class, "configuration-versions", tenantId);
        var found =
                versions.before(
                        tenantId,
                        cursors.start(pageToken).orElse(Long.MAX_VALUE),
                        Cursors.checkedSize(pageSize) + 1);
        return cursors.page(
                found, pageSize, UnaryOperator.identity(), ConfigurationVersion::version);
    }

    /**
     * A version with its document; one that is stored is waited for.
     *
     * @throws Rejection {@code not-found}
     */
    ConfigurationVersion find(String tenantId, long version, Actor actor) {
        letThrough(tenantId, actor);
        if (version < 1 || version > newest(tenantId)) {
            throw Rejection.notFound("configuration version", String.valueOf(version));
        }
        return known(tenantId, version);
    }

    /**
     * What differs between two versions, of which 0 is the empty one before the first.
     *
     * @param from by default the version before the other
     * @param to by default the newest
     * @throws Rejection when there is no such version
     */
    Difference diff(String tenantId, @Nullable Long from, @Nullable Long to, Actor actor) {
        letThrough(tenantId, actor);
        var newest = newest(tenantId);
        var newer = checked("to", to == null ? newest : to, newest);
        var older = checked("from", from == null ? Math.max(newer - 1, 0) : from, newest);
        return new Difference(
                older, newer, diff.between(opened(tenantId, older), opened(tenantId, newer)));
    }

    private void letThrough(String tenantId, Actor actor) {
        progress.awaitRequested(QuerySide.CONFIGURATION_PROJECTION);
        gatekeeper.letThrough(tenantId, TenantGate.toRead(actor));
    }

    private static long checked(String parameter, long version, long newest) {
        if (version < 0 || version > newest) {
            throw Rejection.invalid(
                    parameter, "There is no version " + version + "; the newest is " + newest);
        }
        return version;
    }

    /** Each event makes one. */
    private long newest(String tenantId) {
        return table.countKnown(tenantId);
    }

    private ConfigurationVersion known(String tenantId, long version) {
        return progress.awaitKnown(
                QuerySide.CONFIGURATION_PROJECTION,
                () -> versions.find(tenantId, version),
                "configuration version");
    }

    private TenantConfiguration opened(String tenantId, long version) {
        if (version == 0) {
            return TenantConfiguration.EMPTY;
        }
        var sealed = Objects.requireNonNull(known(tenantId, version).configuration());
        return seals.opened(ConfigurationView.of(tenantId, version, null, sealed)).document();
    }
}
