package io.voc.tenancy.eventstore.secrecy;

import io.voc.tenancy.contracts.configuration.Secret;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the text of secrets to JSON and reads it back. For JSON that is encrypted as a whole, or
 * whose secrets are; any other mapper writes of a secret no more than that it is set.
 */
public final class SecretsInClear extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public SecretsInClear() {
        addSerializer(new Writer());
        addDeserializer(Secret.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Secret> {

        Writer() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
            json.writeString(secret.reveal());
        }
    }

    private static final class Reader extends StdDeserializer<Secret> {

        Reader() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) {
            return Secret.of(json.getString());
        }
    }
}
