package io.voc.tenancy.query.configuration;

import static io.voc.tenancy.query.configuration.ConfigurationMessages.ifSet;

import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.v1.BusinessHours;
import io.voc.tenancy.v1.Codec;
import io.voc.tenancy.v1.Fallback;
import io.voc.tenancy.v1.FallbackVoicemail;
import io.voc.tenancy.v1.MediaEncryption;
import io.voc.tenancy.v1.OpenHours;
import io.voc.tenancy.v1.PhoneNumber;
import io.voc.tenancy.v1.Recording;
import io.voc.tenancy.v1.RecordingMode;
import io.voc.tenancy.v1.SipTransport;
import io.voc.tenancy.v1.SipTrunk;
import io.voc.tenancy.v1.TelephonyCredentials;
import io.voc.tenancy.v1.TelephonyLimits;
import io.voc.tenancy.v1.TelephonyProvider;
import io.voc.tenancy.v1.Weekday;

/** Telephony as protobuf messages. */
record TelephonyMessages(SecretMessages secrets) {

    io.voc.tenancy.v1.Telephony of(Telephony telephony) {
        var message =
                io.voc.tenancy.v1.Telephony.newBuilder()
                        .setProvider(
                                TelephonyProvider.valueOf(
                                        "TELEPHONY_PROVIDER_" + telephony.provider()))
                        .addAllAllowedCountries(telephony.allowedCountries());
        ifSet(telephony.credentials(), it -> message.setCredentials(credentials(it)));
        telephony.numbers().forEach(number -> message.addNumbers(number(number)));
        ifSet(telephony.sipTrunk(), trunk -> message.setSipTrunk(sipTrunk(trunk)));
        ifSet(telephony.recording(), recording -> message.setRecording(recording(recording)));
        ifSet(telephony.businessHours(), hours -> message.setBusinessHours(hours(hours)));
        ifSet(telephony.limits(), limits -> message.setLimits(limits(limits)));
        ifSet(telephony.fallback(), fallback -> message.setFallback(fallback(fallback)));
        return message.build();
    }

    private TelephonyCredentials credentials(Telephony.Credentials credentials) {
        var message = TelephonyCredentials.newBuilder().setAccountId(credentials.accountId());
        ifSet(credentials.token(), token -> message.setToken(secrets.of(token)));
        return message.build();
    }

    private static PhoneNumber number(Telephony.PhoneNumber number) {
        var message = PhoneNumber.newBuilder().setNumber(number.number());
        ifSet(number.label(), message::setLabel);
        ifSet(number.inboundAgentId(), message::setInboundAgentId);
        ifSet(number.outboundAgentId(), message::setOutboundAgentId);
        return message.build();
    }

    private SipTrunk sipTrunk(Telephony.SipTrunk trunk) {
        var message =
                SipTrunk.newBuilder()
                        .setHost(trunk.host())
                        .addAllAllowedCidrs(trunk.allowedCidrs());
        ifSet(trunk.port(), message::setPort);
        ifSet(
                trunk.transport(),
                transport ->
                        message.setTransport(SipTransport.valueOf("SIP_TRANSPORT_" + transport)));
        ifSet(trunk.username(), message::setUsername);
        ifSet(trunk.password(), password -> message.setPassword(secrets.of(password)));
        trunk.codecs().forEach(codec -> message.addCodecs(Codec.valueOf("CODEC_" + codec)));
        ifSet(
                trunk.mediaEncryption(),
                encryption ->
                        message.setMediaEncryption(
                                MediaEncryption.valueOf("MEDIA_ENCRYPTION_" + encryption)));
        return message.build();
    }

    private static Recording recording(Telephony.Recording recording) {
        var message =
                Recording.newBuilder()
                        .setMode(RecordingMode.valueOf("RECORDING_MODE_" + recording.mode()));
        ifSet(recording.retentionDays(), message::setRetentionDays);
        ifSet(recording.announcement(), message::setAnnouncement);
        return message.build();
    }

    private static BusinessHours hours(Telephony.BusinessHours hours) {
        return BusinessHours.newBuilder()
                .setTimezone(hours.timezone())
                .addAllWeekly(hours.weekly().stream().map(TelephonyMessages::interval).toList())
                .addAllHolidays(hours.holidays())
                .build();
    }

    private static OpenHours interval(Telephony.OpenHours interval) {
        return OpenHours.newBuilder()
                .setDay(Weekday.valueOf("WEEKDAY_" + interval.day()))
                .setFrom(interval.from())
                .setTo(interval.to())
                .build();
    }

    private static TelephonyLimits limits(Telephony.Limits limits) {
        var message = TelephonyLimits.newBuilder();
        ifSet(limits.maxConcurrentCalls(), message::setMaxConcurrentCalls);
        ifSet(limits.ringTimeoutMs(), message::setRingTimeoutMs);
        return message.build();
    }

    private static Fallback fallback(Telephony.Fallback fallback) {
        var message = Fallback.newBuilder();
        ifSet(fallback.number(), message::setNumber);
        ifSet(fallback.voicemail(), voicemail -> message.setVoicemail(voicemail(voicemail)));
        return message.build();
    }

    private static FallbackVoicemail voicemail(Telephony.FallbackVoicemail voicemail) {
        var message = FallbackVoicemail.newBuilder();
        ifSet(voicemail.greeting(), message::setGreeting);
        return message.build();
    }
}
