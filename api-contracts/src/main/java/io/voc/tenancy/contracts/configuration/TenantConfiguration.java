package io.voc.tenancy.contracts.configuration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** How a tenant's AI agents and telephony are set up: one document, judged as a whole. */
public record TenantConfiguration(List<AiAgent> aiAgents, @Nullable Telephony telephony) {

    public TenantConfiguration {
        aiAgents = listOf(aiAgents);
    }

    /** An agent that talks or writes to a tenant's customers. */
    public record AiAgent(
            String id,
            String name,
            Purpose purpose,
            boolean enabled,
            String language,
            Model model,
            @Nullable String instructions,
            @Nullable String greeting) {}

    /** What an agent is for. */
    public enum Purpose {
        SURVEY,
        SUPPORT,
        ROUTING,
        ANALYSIS
    }

    /** The language model behind an agent. */
    public record Model(
            String provider,
            String name,
            @Nullable Double temperature,
            @Nullable Integer maxOutputTokens) {}

    /** How a tenant's calls come in and go out. */
    public record Telephony(
            Provider provider,
            List<PhoneNumber> numbers,
            @Nullable Recording recording,
            @Nullable Limits limits,
            List<String> allowedCountries) {

        public Telephony {
            numbers = listOf(numbers);
            allowedCountries = listOf(allowedCountries);
        }
    }

    /** Who carries the calls. */
    public enum Provider {
        SIP,
        TWILIO,
        VONAGE,
        AMAZON_CONNECT
    }

    /** A number in E.164 and the agents that answer and use it. */
    public record PhoneNumber(
            String number,
            @Nullable String label,
            @Nullable String inboundAgentId,
            @Nullable String outboundAgentId) {}

    /** Whether and for how long calls are recorded. */
    public record Recording(
            RecordingMode mode, @Nullable Integer retentionDays, @Nullable String announcement) {}

    /** When recording begins. */
    public enum RecordingMode {
        NEVER,
        FROM_RINGING,
        FROM_ANSWER
    }

    /** How many calls at once, and how long they may ring. */
    public record Limits(@Nullable Integer maxConcurrentCalls, @Nullable Integer ringTimeoutMs) {}

    private static <T> List<T> listOf(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
