package io.voc.tenancy.command.configuration;

import io.voc.tenancy.contracts.configuration.Secret;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads what a request says of a secret: text sets it, null removes it, and left out or as it was
 * answered it stays.
 */
@Component
class RequestedSecrets extends SimpleModule {

    private static final long serialVersionUID = 1L;

    RequestedSecrets() {
        addDeserializer(Secret.class, new Reader());
    }

    private static final class Reader extends StdDeserializer<Secret> {

        Reader() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return Secret.of(json.getString());
            }
            json.skipChildren(); // of {"set": true}; the contract has nothing else
            return Secret.KEPT;
        }

        @Override
        public Secret getNullValue(DeserializationContext context) {
            return Secret.REMOVED;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
