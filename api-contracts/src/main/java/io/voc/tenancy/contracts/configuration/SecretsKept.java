package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A new document with the secrets that it keeps from the one before, and what is wrong with those
 * that it means to keep.
 */
public record SecretsKept(TenantConfiguration document, List<FieldFault> faults) {

    /**
     * What a caller who can't read secrets means by a document: a secret that is left out, or
     * {@link Secret#KEPT}, stays, as long as it goes to whom it went before.
     *
     * @param present what is there, with its secrets
     */
    public static SecretsKept from(TenantConfiguration present, TenantConfiguration wanted) {
        var known = ConfigurationSecrets.in(present);
        var faults = new ArrayList<FieldFault>();
        var document =
                ConfigurationSecrets.changed(wanted, place -> resolved(place, known, faults));
        return new SecretsKept(document, List.copyOf(faults));
    }

    /**
     * An earlier document with the secrets that are there now; where the present one has none, or
     * shows it to another, there is none. An earlier secret never comes back.
     */
    public static TenantConfiguration inEarlier(
            TenantConfiguration present, TenantConfiguration earlier) {
        var known = ConfigurationSecrets.in(present);
        return ConfigurationSecrets.changed(
                earlier,
                place -> {
                    var now = known.get(place.holder());
                    return now != null && now.address().equals(place.address())
                            ? now.secret()
                            : null;
                });
    }

    private static @Nullable Secret resolved(
            SecretPlace place, Map<String, SecretPlace> known, List<FieldFault> faults) {
        var wanted = place.secret();
        if (Secret.REMOVED.equals(wanted)) {
            return null;
        }
        if (wanted != null && wanted.isSet()) {
            return wanted;
        }
        var present = known.get(place.holder());
        if (present == null) {
            if (Secret.KEPT.equals(wanted)) {
                faults.add(
                        new FieldFault(
                                place.pointer(),
                                "There is no secret to keep; send it or leave it out"));
            }
            return null;
        }
        if (!present.address().equals(place.address())) {
            faults.add(
                    new FieldFault(
                            place.pointer(),
                            "What the secret belongs to has changed; send the secret again, or null"
                                    + " to remove it"));
            return null;
        }
        return present.secret();
    }
}
