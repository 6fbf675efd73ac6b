package io.voc.tenancy.query.configuration;

import io.voc.tenancy.v1.Secret;

/** Secrets as protobuf messages: that they are set, and to whom it is due their text. */
enum SecretMessages {
    HIDDEN,
    SHOWN;

    Secret of(io.voc.tenancy.contracts.configuration.Secret secret) {
        return switch (this) {
            case HIDDEN -> Secret.getDefaultInstance();
            case SHOWN -> Secret.newBuilder().setValue(secret.reveal()).build();
        };
    }
}
