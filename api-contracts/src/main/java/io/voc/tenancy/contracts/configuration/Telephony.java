package io.voc.tenancy.contracts.configuration;

import static io.voc.tenancy.contracts.configuration.TenantConfiguration.listOf;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a tenant's calls come in and go out.
 *
 * @param allowedCountries ISO 3166-1 alpha-2; none means that no country is ruled out
 */
public record Telephony(
        Provider provider,
        @Nullable Credentials credentials,
        List<PhoneNumber> numbers,
        @Nullable SipTrunk sipTrunk,
        @Nullable Recording recording,
        @Nullable BusinessHours businessHours,
        @Nullable Limits limits,
        List<String> allowedCountries,
        @Nullable Fallback fallback) {

    public Telephony {
        numbers = listOf(numbers);
        allowedCountries = listOf(allowedCountries);
    }

    /** A provider and the numbers that it carries. */
    public Telephony(Provider provider, List<PhoneNumber> numbers) {
        this(provider, null, numbers, null, null, null, null, List.of(), null);
    }

    /** The same with other holders of secrets. */
    Telephony with(@Nullable Credentials otherCredentials, @Nullable SipTrunk otherTrunk) {
        return new Telephony(
                provider,
                otherCredentials,
                numbers,
                otherTrunk,
                recording,
                businessHours,
                limits,
                allowedCountries,
                fallback);
    }

    /** Who carries the calls. */
    public enum Provider {
        SIP,
        TWILIO,
        VONAGE,
        AMAZON_CONNECT
    }

    /** The tenant's account with the provider. */
    public record Credentials(String accountId, @Nullable Secret token) {}

    /** A number in E.164 and the agents that answer and use it. */
    public record PhoneNumber(
            String number,
            @Nullable String label,
            @Nullable String inboundAgentId,
            @Nullable String outboundAgentId) {}

    /**
     * The tenant's own exchange.
     *
     * @param host a name or an address
     * @param allowedCidrs from where calls may come, IPv4 or IPv6
     * @param codecs in order of preference
     */
    public record SipTrunk(
            String host,
            @Nullable Integer port,
            @Nullable Transport transport,
            @Nullable String username,
            @Nullable Secret password,
            List<String> allowedCidrs,
            List<Codec> codecs,
            @Nullable MediaEncryption mediaEncryption) {

        public SipTrunk {
            allowedCidrs = listOf(allowedCidrs);
            codecs = listOf(codecs);
        }

        SipTrunk with(@Nullable Secret otherPassword) {
            return new SipTrunk(
                    host,
                    port,
                    transport,
                    username,
                    otherPassword,
                    allowedCidrs,
                    codecs,
                    mediaEncryption);
        }
    }

    /** How signalling travels. */
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    /** How sound is encoded. */
    public enum Codec {
        OPUS,
        G722,
        PCMU,
        PCMA,
        G729
    }

    /** Whether sound is encrypted (SRTP). */
    public enum MediaEncryption {
        DISABLED,
        OPTIONAL,
        REQUIRED
    }

    /** Whether and for how long calls are recorded. */
    public record Recording(
            RecordingMode mode, @Nullable Integer retentionDays, @Nullable String announcement) {}

    /** When recording begins. */
    public enum RecordingMode {
        NEVER,
        FROM_RINGING,
        FROM_ANSWER
    }

    /**
     * When calls are answered.
     *
     * @param timezone an IANA name
     * @param holidays days on which they are not, as {@code YYYY-MM-DD}
     */
    public record BusinessHours(String timezone, List<OpenHours> weekly, List<String> holidays) {

        public BusinessHours {
            weekly = listOf(weekly);
            holidays = listOf(holidays);
        }
    }

    /**
     * An interval on each such day of the week.
     *
     * @param from {@code HH:MM}
     * @param to {@code HH:MM}, the first minute that is not in it; {@code 24:00} is the day's end
     */
    public record OpenHours(Weekday day, String from, String to) {}

    /** A day of the week. */
    public enum Weekday {
        MONDAY,
        TUESDAY,
        WEDNESDAY,
        THURSDAY,
        FRIDAY,
        SATURDAY,
        SUNDAY
    }

    /** How many calls at once, and how long they may ring. */
    public record Limits(@Nullable Integer maxConcurrentCalls, @Nullable Integer ringTimeoutMs) {}

    /** Where calls go that no agent can take: to a number, or to voicemail. */
    public record Fallback(@Nullable String number, @Nullable FallbackVoicemail voicemail) {}

    /** Voicemail in place of an agent. */
    public record FallbackVoicemail(@Nullable String greeting) {}
}
