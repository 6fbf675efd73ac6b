package io.voc.tenancy.contracts.configuration;

import io.voc.tenancy.contracts.configuration.AiAgent.Webhook;
import io.voc.tenancy.contracts.configuration.Telephony.Credentials;
import io.voc.tenancy.contracts.configuration.Telephony.SipTrunk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The places where a configuration has secrets: the one list of them. */
public final class ConfigurationSecrets {

    private final Function<SecretPlace, @Nullable Secret> change;

    private ConfigurationSecrets(Function<SecretPlace, @Nullable Secret> change) {
        this.change = change;
    }

    /** The document with each secret, set or not, replaced by what is made of its place. */
    public static TenantConfiguration changed(
            TenantConfiguration document, Function<SecretPlace, @Nullable Secret> change) {
        var secrets = new ConfigurationSecrets(change);
        return new TenantConfiguration(
                secrets.agents(document.aiAgents()), secrets.telephony(document.telephony()));
    }

    /** Where the document has a secret, by holder. */
    public static Map<String, SecretPlace> in(TenantConfiguration document) {
        var places = new HashMap<String, SecretPlace>();
        changed(
                document,
                place -> {
                    if (place.secret() != null) {
                        places.putIfAbsent(place.holder(), place);
                    }
                    return place.secret();
                });
        return places;
    }

    private record Account(Telephony.Provider provider, String id) {}

    private record Registrar(String host, @Nullable Integer port, @Nullable String username) {}

    private List<AiAgent> agents(List<AiAgent> agents) {
        var changed = new ArrayList<AiAgent>();
        for (int i = 0; i < agents.size(); i++) {
            var agent = agents.get(i);
            var webhook = agent.webhook();
            changed.add(
                    webhook == null ? agent : agent.withWebhook(webhook(webhook, i, agent.id())));
        }
        return changed;
    }

    private Webhook webhook(Webhook webhook, int index, String agentId) {
        var place =
                new SecretPlace(
                        "/aiAgents/" + index + "/webhook/secret",
                        "agent " + agentId,
                        webhook.url(),
                        webhook.secret());
        return new Webhook(webhook.url(), webhook.timeoutMs(), change.apply(place));
    }

    private @Nullable Telephony telephony(@Nullable Telephony telephony) {
        return telephony == null
                ? null
                : telephony.with(
                        credentials(telephony.credentials(), telephony.provider()),
                        sipTrunk(telephony.sipTrunk()));
    }

    private @Nullable Credentials credentials(
            @Nullable Credentials credentials, Telephony.Provider provider) {
        if (credentials == null) {
            return null;
        }
        var place =
                new SecretPlace(
                        "/telephony/credentials/token",
                        "credentials",
                        new Account(provider, credentials.accountId()),
                        credentials.token());
        return new Credentials(credentials.accountId(), change.apply(place));
    }

    private @Nullable SipTrunk sipTrunk(@Nullable SipTrunk trunk) {
        if (trunk == null) {
            return null;
        }
        var place =
                new SecretPlace(
                        "/telephony/sipTrunk/password",
                        "SIP trunk",
                        new Registrar(trunk.host(), trunk.port(), trunk.username()),
                        trunk.password());
        return trunk.with(change.apply(place));
    }
}
