package io.voc.tenancy.contracts.configuration;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.voc.tenancy.contracts.configuration.Telephony.BusinessHours;
import io.voc.tenancy.contracts.configuration.Telephony.Fallback;
import io.voc.tenancy.contracts.configuration.Telephony.OpenHours;
import io.voc.tenancy.contracts.configuration.Telephony.PhoneNumber;
import io.voc.tenancy.contracts.configuration.Telephony.SipTrunk;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The rules of telephony, and of what it has to do with agents. */
final class TelephonyRules {

    private static final String NUMBERS = "/telephony/numbers/";
    private static final String SIP_TRUNK = "/telephony/sipTrunk";
    private static final String WEEKLY = "/telephony/businessHours/weekly/";
    private static final String FALLBACK = "/telephony/fallback";

    private final Map<String, AiAgent> agents;
    private final List<FieldFault> faults;

    TelephonyRules(List<AiAgent> agents, List<FieldFault> faults) {
        this.agents = agents.stream().collect(toMap(AiAgent::id, identity(), (first, _) -> first));
        this.faults = faults;
    }

    void check(Telephony telephony) {
        numbersAreUniqueAndServed(telephony.numbers());
        if (telephony.sipTrunk() != null) {
            callersAreKnown(telephony.sipTrunk(), telephony.numbers());
        }
        if (telephony.businessHours() != null) {
            hoursAreSound(telephony.businessHours());
        }
        if (telephony.fallback() != null) {
            callsGoSomewhere(telephony.fallback(), telephony.numbers());
        }
    }

    private void numbersAreUniqueAndServed(List<PhoneNumber> numbers) {
        var seen = new HashSet<String>();
        for (int i = 0; i < numbers.size(); i++) {
            var number = numbers.get(i);
            if (!seen.add(number.number())) {
                fault(
                        NUMBERS + i + "/number",
                        "The number " + number.number() + " is listed twice");
            }
            agentIsThereAndEnabled(NUMBERS + i + "/inboundAgentId", number.inboundAgentId());
            agentIsThereAndEnabled(NUMBERS + i + "/outboundAgentId", number.outboundAgentId());
        }
    }

    private void agentIsThereAndEnabled(String pointer, @Nullable String agentId) {
        if (agentId == null) {
            return;
        }
        var agent = agents.get(agentId);
        if (agent == null) {
            fault(pointer, "There is no agent " + agentId);
        } else if (!agent.enabled()) {
            fault(pointer, "The agent " + agentId + " is not enabled");
        }
    }

    /** A trunk is inbound when an agent answers a number. */
    private void callersAreKnown(SipTrunk trunk, List<PhoneNumber> numbers) {
        var isInbound = numbers.stream().anyMatch(number -> number.inboundAgentId() != null);
        var hasCredentials = trunk.username() != null && trunk.password() != null;
        if (trunk.password() != null && trunk.username() == null) {
            fault(SIP_TRUNK + "/username", "A password needs a username");
        }
        if (isInbound && !hasCredentials && trunk.allowedCidrs().isEmpty()) {
            fault(
                    SIP_TRUNK,
                    "Agents answer calls from the trunk, so it needs a username and a password, or"
                            + " allowedCidrs");
        }
    }

    private void hoursAreSound(BusinessHours hours) {
        var weekly = hours.weekly();
        for (int i = 0; i < weekly.size(); i++) {
            var interval = weekly.get(i);
            if (interval.from().compareTo(interval.to()) >= 0) {
                fault(WEEKLY + i + "/to", "It is not after " + interval.from());
            } else if (weekly.subList(0, i).stream().anyMatch(it -> overlap(it, interval))) {
                fault(WEEKLY + i, "It overlaps other hours of " + interval.day() + " in this list");
            }
        }
    }

    /** {@code HH:MM} sorts as text. */
    private static boolean overlap(OpenHours one, OpenHours other) {
        return one.day() == other.day()
                && one.from().compareTo(other.to()) < 0
                && other.from().compareTo(one.to()) < 0;
    }

    private void callsGoSomewhere(Fallback fallback, List<PhoneNumber> numbers) {
        if ((fallback.number() == null) == (fallback.voicemail() == null)) {
            fault(FALLBACK, "It is either a number or voicemail");
        }
        if (numbers.stream().anyMatch(own -> own.number().equals(fallback.number()))) {
            fault(FALLBACK + "/number", "A call would come back to the same telephony");
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new FieldFault(pointer, detail));
    }
}
