package io.voc.tenancy.benchmarks;

import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.embedded.PostgresDatabase;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Tenants with a configuration of ordinary size each, about a kilobyte. */
final class ConfiguredTenants {

    private static final int AT_ONCE = 64;

    private static final String DOCUMENT =
            """
            {"aiAgents": [{"id": "reception", "name": "Reception", "purpose": "SUPPORT", "enabled": true,
              "language": "en-GB", "model": {"provider": "example", "name": "fast-1", "temperature": 0.3},
              "instructions": "%s", "greeting": "Good morning, how can I help?"}],
             "telephony": {"provider": "SIP", "numbers": [{"number": "+442071838750", "inboundAgentId": "reception"}],
              "recording": {"mode": "FROM_ANSWER", "retentionDays": 30}, "limits": {"maxConcurrentCalls": 10},
              "allowedCountries": ["GB", "DE"]}}
            """
                    .formatted("Be kind and brief. ".repeat(30));

    private ConfiguredTenants() {}

    /** The ids of so many, in a database that is laid out for them. */
    static List<String> stored(PostgresDatabase database, int count) throws InterruptedException {
        var tenants = new SampleTenants();
        var document = JsonMapper.builder().build().readValue(DOCUMENT, TenantConfiguration.class);
        var ids = new String[count];
        var atOnce = new Semaphore(AT_ONCE);
        try (var node = CommandNode.start(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                atOnce.acquire();
                threads.execute(() -> {
                    try {
                        var registration = tenants.registration();
                        node.send(registration);
                        node.send(new ReplaceConfiguration(registration.tenantId(), document));
                        ids[number] = registration.tenantId();
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        var stored = Arrays.asList(ids);
        if (stored.contains(null)) {
            throw new IllegalStateException("not all tenants could be stored");
        }
        return stored;
    }
}
