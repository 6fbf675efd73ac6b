package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Makes the bytes that are sent of a configuration. */
@Component
class ConfigurationRenderer {

    private final JsonMapper json;

    ConfigurationRenderer(JsonMapper json) {
        this.json = json;
    }

    RenderedConfiguration render(ConfigurationView view, ConfigurationForm form) {
        var bytes =
                switch (form) {
                    case MESSAGE_FOR_SERVICES ->
                            ConfigurationMessages.withSecrets(view).toByteArray();
                    case MESSAGE -> ConfigurationMessages.of(view).toByteArray();
                    case JSON -> json.writeValueAsBytes(view);
                };
        return new RenderedConfiguration(view.version(), bytes);
    }
}
