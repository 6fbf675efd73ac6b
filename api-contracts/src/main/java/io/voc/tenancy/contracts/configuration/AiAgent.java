package io.voc.tenancy.contracts.configuration;

import static io.voc.tenancy.contracts.configuration.TenantConfiguration.listOf;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An agent that talks or writes to a tenant's customers.
 *
 * @param id names it within its tenant
 * @param language BCP 47
 */
public record AiAgent(
        String id,
        String name,
        Purpose purpose,
        boolean enabled,
        String language,
        Model model,
        @Nullable String instructions,
        @Nullable String greeting,
        @Nullable Voice voice,
        @Nullable SpeechToText speechToText,
        @Nullable TurnTaking turnTaking,
        @Nullable Voicemail voicemail,
        @Nullable Analysis analysis,
        @Nullable Privacy privacy,
        @Nullable Webhook webhook) {

    /** An agent of which only what it must have is said. */
    public AiAgent(
            String id,
            String name,
            Purpose purpose,
            boolean enabled,
            String language,
            Model model) {
        this(
                id, name, purpose, enabled, language, model, null, null, null, null, null, null,
                null, null, null);
    }

    /** The same agent with another webhook. */
    public AiAgent withWebhook(Webhook other) {
        return new AiAgent(
                id,
                name,
                purpose,
                enabled,
                language,
                model,
                instructions,
                greeting,
                voice,
                speechToText,
                turnTaking,
                voicemail,
                analysis,
                privacy,
                other);
    }

    /** What an agent is for. */
    public enum Purpose {
        SURVEY,
        SUPPORT,
        ROUTING,
        ANALYSIS
    }

    /**
     * The language model behind an agent.
     *
     * @param temperature 0 to 2
     */
    public record Model(
            String provider,
            String name,
            @Nullable Double temperature,
            @Nullable Integer maxOutputTokens) {}

    /**
     * How an agent sounds.
     *
     * @param speed 0.5 to 2, where 1 is as recorded
     * @param volume 0 to 2, where 1 is as recorded
     * @param fallbackVoiceIds in the order in which they are tried
     */
    public record Voice(
            String provider,
            String voiceId,
            @Nullable Double speed,
            @Nullable Double volume,
            List<String> fallbackVoiceIds) {

        public Voice {
            fallbackVoiceIds = listOf(fallbackVoiceIds);
        }
    }

    /** How an agent understands what is said to it. */
    public record SpeechToText(
            String provider, @Nullable RecognitionMode mode, List<String> boostedKeywords) {

        public SpeechToText {
            boostedKeywords = listOf(boostedKeywords);
        }
    }

    /** What recognition of speech favours. */
    public enum RecognitionMode {
        FAST,
        ACCURATE
    }

    /**
     * When an agent speaks, listens and gives up.
     *
     * @param responsiveness 0 to 1
     * @param interruptionSensitivity 0 to 1
     */
    public record TurnTaking(
            @Nullable Double responsiveness,
            @Nullable Double interruptionSensitivity,
            @Nullable Integer endCallAfterSilenceMs,
            @Nullable Integer maxCallDurationMs) {}

    /**
     * What an agent does when a machine answers its call.
     *
     * @param message what it leaves; of {@link VoicemailAction#LEAVE_MESSAGE} only
     */
    public record Voicemail(VoicemailAction action, @Nullable String message) {}

    /** What to do when a machine answers. */
    public enum VoicemailAction {
        HANG_UP,
        LEAVE_MESSAGE,
        IGNORE
    }

    /** What is to be found out from each conversation. */
    public record Analysis(List<AnalysisField> fields) {

        public Analysis {
            fields = listOf(fields);
        }
    }

    /**
     * One thing to find out.
     *
     * @param choices what it may be, of type {@link FieldType#CHOICE} only
     */
    public record AnalysisField(
            String name, FieldType type, @Nullable String description, List<String> choices) {

        public AnalysisField {
            choices = listOf(choices);
        }
    }

    /** What kind of value an analysis finds. */
    public enum FieldType {
        TEXT,
        NUMBER,
        BOOLEAN,
        CHOICE
    }

    /**
     * What is kept of conversations.
     *
     * @param redact categories of personal data, such as {@code EMAIL}, that are blacked out
     */
    public record Privacy(Storage storage, List<String> redact) {

        public Privacy {
            redact = listOf(redact);
        }
    }

    /** How much of a conversation is stored. */
    public enum Storage {
        EVERYTHING,
        WITHOUT_PII,
        METADATA_ONLY
    }

    /**
     * Where an agent's conversations are told.
     *
     * @param secret what the calls of the webhook are signed with
     */
    public record Webhook(String url, @Nullable Integer timeoutMs, @Nullable Secret secret) {}
}
