package io.voc.tenancy.query.configuration;

import static io.voc.tenancy.query.configuration.ConfigurationMessages.ifSet;

import io.voc.tenancy.contracts.configuration.AiAgent;
import io.voc.tenancy.v1.AiAgentPurpose;
import io.voc.tenancy.v1.AiModel;
import io.voc.tenancy.v1.Analysis;
import io.voc.tenancy.v1.AnalysisField;
import io.voc.tenancy.v1.AnalysisFieldType;
import io.voc.tenancy.v1.Privacy;
import io.voc.tenancy.v1.PrivacyStorage;
import io.voc.tenancy.v1.RecognitionMode;
import io.voc.tenancy.v1.SpeechToText;
import io.voc.tenancy.v1.TurnTaking;
import io.voc.tenancy.v1.Voice;
import io.voc.tenancy.v1.Voicemail;
import io.voc.tenancy.v1.VoicemailAction;
import io.voc.tenancy.v1.Webhook;

/** Agents as protobuf messages. */
record AgentMessages(SecretMessages secrets) {

    io.voc.tenancy.v1.AiAgent of(AiAgent agent) {
        var message =
                io.voc.tenancy.v1.AiAgent.newBuilder()
                        .setId(agent.id())
                        .setName(agent.name())
                        .setPurpose(AiAgentPurpose.valueOf("AI_AGENT_PURPOSE_" + agent.purpose()))
                        .setEnabled(agent.enabled())
                        .setLanguage(agent.language())
                        .setModel(model(agent.model()));
        ifSet(agent.instructions(), message::setInstructions);
        ifSet(agent.greeting(), message::setGreeting);
        ifSet(agent.voice(), voice -> message.setVoice(voice(voice)));
        ifSet(agent.speechToText(), it -> message.setSpeechToText(speechToText(it)));
        ifSet(agent.turnTaking(), it -> message.setTurnTaking(turnTaking(it)));
        ifSet(agent.voicemail(), voicemail -> message.setVoicemail(voicemail(voicemail)));
        ifSet(agent.analysis(), analysis -> message.setAnalysis(analysis(analysis)));
        ifSet(agent.privacy(), privacy -> message.setPrivacy(privacy(privacy)));
        ifSet(agent.webhook(), webhook -> message.setWebhook(webhook(webhook)));
        return message.build();
    }

    private static AiModel model(AiAgent.Model model) {
        var message = AiModel.newBuilder().setProvider(model.provider()).setName(model.name());
        ifSet(model.temperature(), message::setTemperature);
        ifSet(model.maxOutputTokens(), message::setMaxOutputTokens);
        return message.build();
    }

    private static Voice voice(AiAgent.Voice voice) {
        var message =
                Voice.newBuilder()
                        .setProvider(voice.provider())
                        .setVoiceId(voice.voiceId())
                        .addAllFallbackVoiceIds(voice.fallbackVoiceIds());
        ifSet(voice.speed(), message::setSpeed);
        ifSet(voice.volume(), message::setVolume);
        return message.build();
    }

    private static SpeechToText speechToText(AiAgent.SpeechToText recognition) {
        var message =
                SpeechToText.newBuilder()
                        .setProvider(recognition.provider())
                        .addAllBoostedKeywords(recognition.boostedKeywords());
        ifSet(
                recognition.mode(),
                mode -> message.setMode(RecognitionMode.valueOf("RECOGNITION_MODE_" + mode)));
        return message.build();
    }

    private static TurnTaking turnTaking(AiAgent.TurnTaking turns) {
        var message = TurnTaking.newBuilder();
        ifSet(turns.responsiveness(), message::setResponsiveness);
        ifSet(turns.interruptionSensitivity(), message::setInterruptionSensitivity);
        ifSet(turns.endCallAfterSilenceMs(), message::setEndCallAfterSilenceMs);
        ifSet(turns.maxCallDurationMs(), message::setMaxCallDurationMs);
        return message.build();
    }

    private static Voicemail voicemail(AiAgent.Voicemail voicemail) {
        var message =
                Voicemail.newBuilder()
                        .setAction(
                                VoicemailAction.valueOf("VOICEMAIL_ACTION_" + voicemail.action()));
        ifSet(voicemail.message(), message::setMessage);
        return message.build();
    }

    private static Analysis analysis(AiAgent.Analysis analysis) {
        return Analysis.newBuilder()
                .addAllFields(analysis.fields().stream().map(AgentMessages::field).toList())
                .build();
    }

    private static AnalysisField field(AiAgent.AnalysisField field) {
        var message =
                AnalysisField.newBuilder()
                        .setName(field.name())
                        .setType(AnalysisFieldType.valueOf("ANALYSIS_FIELD_TYPE_" + field.type()))
                        .addAllChoices(field.choices());
        ifSet(field.description(), message::setDescription);
        return message.build();
    }

    private static Privacy privacy(AiAgent.Privacy privacy) {
        return Privacy.newBuilder()
                .setStorage(PrivacyStorage.valueOf("PRIVACY_STORAGE_" + privacy.storage()))
                .addAllRedact(privacy.redact())
                .build();
    }

    private Webhook webhook(AiAgent.Webhook webhook) {
        var message = Webhook.newBuilder().setUrl(webhook.url());
        ifSet(webhook.timeoutMs(), message::setTimeoutMs);
        ifSet(webhook.secret(), secret -> message.setSecret(secrets.of(secret)));
        return message.build();
    }
}
