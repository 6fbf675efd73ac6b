package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.query.ProtoTimestamps;
import io.voc.tenancy.v1.AiAgent;
import io.voc.tenancy.v1.AiAgentPurpose;
import io.voc.tenancy.v1.AiModel;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.PhoneNumber;
import io.voc.tenancy.v1.Recording;
import io.voc.tenancy.v1.RecordingMode;
import io.voc.tenancy.v1.Telephony;
import io.voc.tenancy.v1.TelephonyLimits;
import io.voc.tenancy.v1.TelephonyProvider;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Configurations as protobuf messages. */
final class ConfigurationMessages {

    private ConfigurationMessages() {}

    static Configuration of(ConfigurationView view) {
        var message =
                Configuration.newBuilder().setTenantId(view.tenantId()).setVersion(view.version());
        view.aiAgents().forEach(agent -> message.addAiAgents(agent(agent)));
        ifSet(view.telephony(), telephony -> message.setTelephony(telephony(telephony)));
        ifSet(view.updatedAt(), at -> message.setUpdatedAt(ProtoTimestamps.of(at)));
        return message.build();
    }

    private static AiAgent agent(TenantConfiguration.AiAgent agent) {
        var model =
                AiModel.newBuilder()
                        .setProvider(agent.model().provider())
                        .setName(agent.model().name());
        ifSet(agent.model().temperature(), model::setTemperature);
        ifSet(agent.model().maxOutputTokens(), model::setMaxOutputTokens);
        var message =
                AiAgent.newBuilder()
                        .setId(agent.id())
                        .setName(agent.name())
                        .setPurpose(AiAgentPurpose.valueOf("AI_AGENT_PURPOSE_" + agent.purpose()))
                        .setEnabled(agent.enabled())
                        .setLanguage(agent.language())
                        .setModel(model);
        ifSet(agent.instructions(), message::setInstructions);
        ifSet(agent.greeting(), message::setGreeting);
        return message.build();
    }

    private static Telephony telephony(TenantConfiguration.Telephony telephony) {
        var message =
                Telephony.newBuilder()
                        .setProvider(
                                TelephonyProvider.valueOf(
                                        "TELEPHONY_PROVIDER_" + telephony.provider()))
                        .addAllAllowedCountries(telephony.allowedCountries());
        telephony.numbers().forEach(number -> message.addNumbers(number(number)));
        ifSet(telephony.recording(), recording -> message.setRecording(recording(recording)));
        ifSet(telephony.limits(), limits -> message.setLimits(limits(limits)));
        return message.build();
    }

    private static PhoneNumber number(TenantConfiguration.PhoneNumber number) {
        var message = PhoneNumber.newBuilder().setNumber(number.number());
        ifSet(number.label(), message::setLabel);
        ifSet(number.inboundAgentId(), message::setInboundAgentId);
        ifSet(number.outboundAgentId(), message::setOutboundAgentId);
        return message.build();
    }

    private static Recording recording(TenantConfiguration.Recording recording) {
        var message =
                Recording.newBuilder()
                        .setMode(RecordingMode.valueOf("RECORDING_MODE_" + recording.mode()));
        ifSet(recording.retentionDays(), message::setRetentionDays);
        ifSet(recording.announcement(), message::setAnnouncement);
        return message.build();
    }

    private static TelephonyLimits limits(TenantConfiguration.Limits limits) {
        var message = TelephonyLimits.newBuilder();
        ifSet(limits.maxConcurrentCalls(), message::setMaxConcurrentCalls);
        ifSet(limits.ringTimeoutMs(), message::setRingTimeoutMs);
        return message.build();
    }

    private static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
