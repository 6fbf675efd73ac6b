package io.voc.tenancy.command.tenant;

import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.RollBackConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationRules;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.SecretsKept;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.register.CountedResource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what becomes of a configuration; nothing, when it is there already. */
final class ConfigurationChange {

    /** What a configuration has that a plan may limit. */
    static final List<CountedResource> LIMITED =
            List.of(CountedResource.AI_AGENTS, CountedResource.PHONE_NUMBERS);

    private static final String VERSION = "/version";

    private ConfigurationChange() {}

    /**
     * A new document, with the secrets that it keeps.
     *
     * @throws Rejection with every rule that it breaks
     */
    static Optional<ConfigurationReplaced> by(
            ReplaceConfiguration command, ConfigurationView present) {
        var kept = SecretsKept.from(present.document(), command.configuration());
        var faults =
                Stream.concat(
                                kept.faults().stream(),
                                ConfigurationRules.faultsOf(kept.document()).stream())
                        .toList();
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        return present.holds(kept.document())
                ? Optional.empty()
                : Optional.of(
                        new ConfigurationReplaced(
                                command.tenantId(), present.version() + 1, kept.document()));
    }

    /**
     * An earlier document, with the secrets of today.
     *
     * @throws Rejection when there is no such version, or it breaks a rule without the secrets that
     *     it had
     */
    static Optional<ConfigurationReplaced> by(
            RollBackConfiguration command,
            ConfigurationView present,
            ConfigurationHistory history) {
        var earlier =
                history.find(command.tenantId(), command.version())
                        .orElseThrow(() ->
                                Rejection.invalid(
                                        VERSION,
                                        "There is no version "
                                                + command.version()
                                                + "; the newest is "
                                                + present.version()));
        var document = SecretsKept.inEarlier(present.document(), earlier);
        var faults = ConfigurationRules.faultsOf(document);
        if (!faults.isEmpty()) {
            throw Rejection.invalid(unrestorable(command.version(), faults));
        }
        return present.holds(document)
                ? Optional.empty()
                : Optional.of(
                        new ConfigurationReplaced(
                                command.tenantId(),
                                present.version() + 1,
                                document,
                                command.version(),
                                command.reason()));
    }

    /** Faults of the document, which the request has only by its number. */
    private static List<FieldFault> unrestorable(long version, List<FieldFault> faults) {
        return faults.stream()
                .map(fault ->
                        new FieldFault(
                                VERSION,
                                "Version "
                                        + version
                                        + " does not fit today's secrets at "
                                        + fault.pointer()
                                        + ": "
                                        + fault.detail()))
                .toList();
    }
}
