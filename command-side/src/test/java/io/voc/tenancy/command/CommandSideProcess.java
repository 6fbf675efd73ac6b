package io.voc.tenancy.command;

import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.testing.SharedServers;

import org.springframework.context.ConfigurableApplicationContext;

import java.util.Map;

/** The command side on real servers, with a database of its own. */
public final class CommandSideProcess {

    private CommandSideProcess() {}

    public static ConfigurableApplicationContext start(Class<?> application) {
        return ServiceProcess.run(
                application,
                Map.of(
                        "SERVER_PORT",
                        "0",
                        "GRPC_PORT",
                        "0",
                        "DATABASE_URL",
                        SharedServers.freshDatabase().databaseUrl(),
                        "REDIS_URL",
                        SharedServers.redis(),
                        "KAFKA_BROKERS",
                        SharedServers.kafka(),
                        "JWT_SECRET",
                        "a-secret-for-the-command-sides-tests-0123456789"));
    }
}
