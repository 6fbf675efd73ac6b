package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.StoredAnswers;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.TestKeys;
import io.voc.tenancy.eventstore.secrecy.WrappedKeys;
import io.voc.tenancy.eventstore.serialization.EventSerializer;
import io.voc.tenancy.eventstore.serialization.SealedMetadata;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.sql.DataSource;

/** A node on a log: it commits events, sealed, and follows the log with its keys. */
final class LogNode implements AutoCloseable {

    final DataKeys keys;
    final EventCodec codec;
    final Commits commits;
    final Appender appender;
    final StoredAnswers answers;
    final DataSource database;

    private final Feed feed;

    LogNode(TestLog log) {
        this(log, Clock.systemUTC());
    }

    LogNode(TestLog log, Clock clock) {
        this(log.pool(), clock);
    }

    private LogNode(DataSource database, Clock clock) {
        this(database, clock, TestKeys.table(database));
        listen();
    }

    /** A node that hears of nothing until it listens. */
    LogNode(DataSource database, Clock clock, WrappedKeys wrapped) {
        this.database = database;
        keys = new DataKeys(TestKeys.MASTER_KEYS, wrapped);
        codec =
                new EventCodec(
                        new EventSerializer(keys),
                        new SealedMetadata(keys),
                        new EventUpcasterChain());
        appender = new Appender(database, clock, () -> {});
        commits = new Commits(appender, codec, keys, new OwnCommits());
        answers = new StoredAnswers(JdbcClient.create(database), keys, clock);
        feed = new Feed(database, new LogSignal());
        KeyFollower.follow(feed, keys);
    }

    static LogNode deaf(TestLog log) {
        var database = log.pool();
        return new LogNode(database, Clock.systemUTC(), TestKeys.table(database));
    }

    void listen() {
        feed.start();
    }

    /** Commits what is staged. */
    Appended commit(Consumer<StagedCommit> staging) {
        var staged = new StagedCommit();
        staging.accept(staged);
        commits.store(staged);
        return staged.outcome();
    }

    /** Commits an event, with what is staged besides. */
    Appended store(DomainEvent event, long sequence, Consumer<StagedCommit> staging) {
        return commit(staged -> {
            staged.add(message(event, sequence));
            staging.accept(staged);
        });
    }

    Appended store(DomainEvent event, long sequence) {
        return store(event, sequence, _ -> {});
    }

    Appended register(String tenantId, String slug) {
        return store(registered(tenantId, slug), 0);
    }

    Appended purge(String tenantId, String slug, long sequence) {
        return store(new TenantPurged(tenantId, slug), sequence);
    }

    /** All events as this node reads them. */
    List<DomainEvent> read() throws SQLException {
        try (var connection = database.getConnection()) {
            return codec.decode(LogTable.readAfter(connection, 0, Integer.MAX_VALUE))
                    .map(event -> (DomainEvent) event.getPayload())
                    .toList();
        }
    }

    /** Until the node has heard of everything up to the position. */
    void hasHeardOf(Appended appended) throws InterruptedException {
        if (!feed.await(appended.position(), Duration.ofSeconds(10))) {
            throw new AssertionError("the feed is behind " + appended.position());
        }
    }

    @Override
    public void close() {
        feed.close();
        appender.close();
    }

    static GenericDomainEventMessage<DomainEvent> message(DomainEvent event, long sequence) {
        return new GenericDomainEventMessage<>("Tenant", event.aggregateId(), sequence, event);
    }

    static TenantRegistered registered(String tenantId, String slug) {
        return new TenantRegistered(
                tenantId,
                slug,
                "Acme",
                "ops@acme.example",
                "eu-central",
                "growth",
                Map.of("crm", "4711"),
                TenantStatus.ACTIVE);
    }
}
