package io.voc.tenancy.benchmarks;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.axonframework.common.caching.Cache;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command side in this process, on a database of its own and without a broker. */
final class CommandNode implements AutoCloseable {

    private static final Actor OPERATOR = new Actor("benchmark", Set.of(Role.PLATFORM_ADMIN), null);
    static final String JWT_SECRET = "a-secret-for-the-benchmarks-0123456789";
    static final String INTERNAL_TOKEN_KEY = "an-internal-key-for-tests-0123456789abcdef";
    static final String MASTER_KEY = "A".repeat(43);

    static final String NOBODY_LISTENS = "127.0.0.1:1";

    private final ConfigurableApplicationContext context;
    private final Commands commands;

    private CommandNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.commands = context.getBean(Commands.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CommandSide.class)
    static class Application {}

    static CommandNode start(PostgresDatabase database) {
        return new CommandNode(
                ServiceProcess.run(
                        ProcessKind.COMMAND_SIDE,
                        Application.class,
                        Map.of(
                                "SERVER_HOST",
                                "127.0.0.1",
                                "SERVER_PORT",
                                "0",
                                "GRPC_PORT",
                                "0",
                                "DATABASE_URL",
                                database.databaseUrl(),
                                "REDIS_URL",
                                "redis://" + NOBODY_LISTENS,
                                "KAFKA_BROKERS",
                                NOBODY_LISTENS,
                                "LOG_LEVEL",
                                "error",
                                "JWT_SECRET",
                                JWT_SECRET,
                                "INTERNAL_TOKEN_KEY",
                                INTERNAL_TOKEN_KEY,
                                "MASTER_KEY",
                                MASTER_KEY)));
    }

    /** The ids of so many sample tenants, in a database that is laid out for them. */
    static List<String> registered(PostgresDatabase database, int count) {
        var tenants = new SampleTenants();
        var ids = new ArrayList<String>();
        try (var node = start(database)) {
            while (ids.size() < count) {
                var registration = tenants.registration();
                node.send(registration);
                ids.add(registration.tenantId());
            }
        }
        return ids;
    }

    void send(Command<?> command) {
        commands.send(command, OPERATOR);
    }

    /** Reads what the node stores. */
    EventCodec codec() {
        return context.getBean(EventCodec.class);
    }

    DataKeys dataKeys() {
        return context.getBean(DataKeys.class);
    }

    /** Makes the node read the aggregate from the database the next time. */
    void forget(String aggregateId) {
        context.getBean(Cache.class).remove(aggregateId);
    }

    @Override
    public void close() {
        context.close();
    }
}
