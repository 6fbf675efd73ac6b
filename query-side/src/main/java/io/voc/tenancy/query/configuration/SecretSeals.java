package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationSecrets;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.Secret;
import io.voc.tenancy.contracts.configuration.SecretPlace;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.eventstore.secrecy.SealedText;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Encrypts the secrets of a version with its tenant's data key, and decrypts them again; the rest
 * of the document stays as it is.
 */
@Component
final class SecretSeals {

    private final SealedText text;

    SecretSeals(SealedText text) {
        this.text = text;
    }

    /** The version with each secret as its ciphertext. */
    ConfigurationView sealed(ConfigurationView clear) {
        return with(
                ConfigurationSecrets.changed(clear.document(), place -> sealed(place, clear)),
                clear);
    }

    /** The version with each secret in clear; without them once the tenant's key is destroyed. */
    ConfigurationView opened(ConfigurationView sealed) {
        return with(
                ConfigurationSecrets.changed(sealed.document(), place -> opened(place, sealed)),
                sealed);
    }

    private @Nullable Secret sealed(SecretPlace place, ConfigurationView version) {
        return place.secret() == null
                ? null
                : Secret.of(
                        text.seal(
                                version.tenantId(),
                                context(place, version),
                                place.secret().reveal()));
    }

    private @Nullable Secret opened(SecretPlace place, ConfigurationView version) {
        return place.secret() == null
                ? null
                : text.open(version.tenantId(), context(place, version), place.secret().reveal())
                        .map(Secret::of)
                        .orElse(null);
    }

    private static String context(SecretPlace place, ConfigurationView version) {
        return version.tenantId() + "|configuration." + version.version() + '|' + place.pointer();
    }

    private static ConfigurationView with(TenantConfiguration document, ConfigurationView version) {
        return ConfigurationView.of(
                version.tenantId(), version.version(), version.updatedAt(), document);
    }
}
