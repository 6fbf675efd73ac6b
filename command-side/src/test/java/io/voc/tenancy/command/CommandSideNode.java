package io.voc.tenancy.command;

import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.testing.SharedServers;

import org.springframework.context.ConfigurableApplicationContext;

import java.util.Map;

/** The command side on real servers. */
public final class CommandSideNode {

    private CommandSideNode() {}

    /** A node with a database of its own. */
    public static ConfigurableApplicationContext start(Class<?> application) {
        return start(application, SharedServers.freshDatabase().databaseUrl());
    }

    /** A node on a database that others may use, too. */
    public static ConfigurableApplicationContext start(Class<?> application, String databaseUrl) {
        return ServiceProcess.run(
                ProcessKind.COMMAND_SIDE,
                application,
                Map.of(
                        "SERVER_PORT",
                        "0",
                        "GRPC_PORT",
                        "0",
                        "DATABASE_URL",
                        databaseUrl,
                        "REDIS_URL",
                        SharedServers.redis(),
                        "KAFKA_BROKERS",
                        SharedServers.kafka(),
                        "JWT_SECRET",
                        "a-secret-for-the-command-sides-tests-0123456789",
                        "INTERNAL_TOKEN_KEY",
                        "an-internal-key-for-tests-0123456789abcdef",
                        "MASTER_KEY",
                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    }
}
