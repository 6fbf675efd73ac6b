package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.Configuration;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Configurations as protobuf messages. */
final class ConfigurationMessages {

    private ConfigurationMessages() {}

    /** Of secrets it says that they are set. */
    static Configuration of(ConfigurationView view) {
        return of(view, SecretMessages.HIDDEN);
    }

    /**
     * With secrets in clear, for services alone.
     *
     * @param view whose secrets are opened
     */
    static Configuration withSecrets(ConfigurationView view) {
        return of(view, SecretMessages.SHOWN);
    }

    private static Configuration of(ConfigurationView view, SecretMessages secrets) {
        var message =
                Configuration.newBuilder().setTenantId(view.tenantId()).setVersion(view.version());
        var agents = new AgentMessages(secrets);
        view.aiAgents().forEach(agent -> message.addAiAgents(agents.of(agent)));
        ifSet(
                view.telephony(),
                telephony -> message.setTelephony(new TelephonyMessages(secrets).of(telephony)));
        ifSet(view.updatedAt(), at -> message.setUpdatedAt(ProtoTimestamps.of(at)));
        return message.build();
    }

    static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
