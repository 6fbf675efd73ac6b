package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.identity.Actor;

/** The forms in which a configuration is sent, each with what its readers may see. */
enum ConfigurationForm {
    /** A message for the platform's services, who act upon it. */
    MESSAGE_FOR_SERVICES,
    /** A message for everyone else. */
    MESSAGE,
    /** The JSON document, for whoever asks over REST. */
    JSON;

    /** The form of messages to this actor. */
    static ConfigurationForm ofMessages(Actor actor) {
        return actor.isService() ? MESSAGE_FOR_SERVICES : MESSAGE;
    }
}
