package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;
import io.voc.tenancy.eventstore.register.StoredAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

class AnswersIT {

    private static final IdempotencyKey KEY = new IdempotencyKey("caller", "order-7");
    private static final byte[] DIGEST = {1, 2, 3};
    private static final String BODY = "{\"contactEmail\":\"ops@acme.example\"}";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestLog log = new TestLog();
    private final List<LogNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(LogNode::close);
        log.close();
    }

    @Test
    void an_answer_is_stored_with_the_events_and_found_on_every_node() throws Exception {
        var appended =
                node().store(LogNode.registered("ten_1", "acme"), 0, answering("ten_1", BODY));

        assertThat(appended.position()).isEqualTo(1);
        assertThat(node().answers.find(KEY))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.requestDigest()).isEqualTo(DIGEST);
                    assertThat(answer.tenantId()).isEqualTo("ten_1");
                    assertThat(text(answer)).isEqualTo(BODY);
                    assertThat(answer.position()).isEqualTo(1);
                });
        assertThat(node().answers.find(new IdempotencyKey("another", "order-7"))).isEmpty();
    }

    @Test
    void an_answer_of_a_tenant_is_stored_as_ciphertext_and_another_in_clear() throws Exception {
        var node = node();
        node.store(LogNode.registered("ten_1", "acme"), 0, answering("ten_1", BODY));
        node.commit(
                staged -> staged.change(new StoreAnswer(key("plans"), answer(null, "{\"id\":1}"))));

        assertThat(node.answers.find(key("plans")))
                .hasValueSatisfying(answer -> assertThat(text(answer)).isEqualTo("{\"id\":1}"));
        assertThat(inClear("order-7")).doesNotContain("ops@acme.example");
        assertThat(inClear("plans")).isEqualTo("{\"id\":1}");
    }

    @Test
    void an_answer_of_a_purged_tenant_is_erased() throws Exception {
        var node = node();
        var other = node();
        node.store(LogNode.registered("ten_1", "acme"), 0, answering("ten_1", BODY));
        assertThat(other.answers.find(KEY))
                .hasValueSatisfying(answer -> assertThat(text(answer)).isEqualTo(BODY));

        var purged = node.purge("ten_1", "acme", 1);
        node.commit(staged -> staged.change(new StoreAnswer(key("late"), answer("ten_1", BODY))));

        other.hasHeardOf(purged);
        for (var key : List.of(KEY, key("late"))) {
            assertThat(other.answers.find(key))
                    .hasValueSatisfying(answer -> {
                        assertThat(answer.body()).isNull();
                        assertThat(answer.tenantId()).isEqualTo("ten_1");
                        assertThat(answer.requestDigest()).isEqualTo(DIGEST);
                    });
        }
        assertThat(inClear("late")).isEmpty();
    }

    @Test
    void a_second_commit_for_the_same_request_is_refused_on_every_node_and_stores_nothing()
            throws Exception {
        node().store(LogNode.registered("ten_1", "acme"), 0, answering("ten_1", BODY));

        var other = node();
        assertThatThrownBy(() ->
                        other.store(
                                LogNode.registered("ten_2", "other"),
                                0,
                                answering("ten_2", "second")))
                .isInstanceOf(AlreadyAnsweredException.class);

        assertThat(log.events()).hasSize(1);
        assertThat(log.number("SELECT count(*) FROM command.data_key")).isEqualTo(1);
        assertThat(other.answers.find(KEY))
                .hasValueSatisfying(answer -> assertThat(text(answer)).isEqualTo(BODY));
    }

    @Test
    void that_a_request_was_answered_counts_for_more_than_what_speaks_against_it_now() {
        var node = node();
        node.register("ten_1", "acme");
        node.store(new TenantSuspended("ten_1", null), 1, answering("ten_1", BODY));

        assertThatThrownBy(() ->
                        node.commit(staged -> {
                            staged.require(new TenantLetsThrough("ten_1", TenantGate.TENANT_WRITE));
                            staged.require(new NotAnsweredYet(KEY));
                        }))
                .isInstanceOf(AlreadyAnsweredException.class);
    }

    @Test
    void what_changes_nothing_is_answered_at_the_head_and_once() {
        var node = node();
        node.register("ten_1", "acme");

        assertThat(node.commits.answered(KEY, answer(null, "refused")).position()).isEqualTo(1);

        assertThat(node.answers.find(KEY))
                .hasValueSatisfying(answer -> {
                    assertThat(text(answer)).isEqualTo("refused");
                    assertThat(answer.position()).isEqualTo(1);
                });
        assertThatThrownBy(() -> node.commits.answered(KEY, answer(null, "again")))
                .isInstanceOf(AlreadyAnsweredException.class);
    }

    @Test
    void an_answer_older_than_a_day_counts_as_none_and_is_replaced() throws Exception {
        node(NOON).store(LogNode.registered("ten_1", "acme"), 0, answering("ten_1", BODY));

        var dayLater = node(NOON.plus(Duration.ofHours(24)));
        assertThat(dayLater.answers.find(KEY)).isPresent();
        assertThatThrownBy(() ->
                        dayLater.store(
                                new TenantSuspended("ten_1", null), 1, answering(null, "second")))
                .isInstanceOf(AlreadyAnsweredException.class);

        var later = node(NOON.plus(Duration.ofHours(24)).plusMillis(1));
        assertThat(later.answers.find(KEY)).isEmpty();
        later.store(new TenantSuspended("ten_1", null), 1, answering(null, "second"));
        assertThat(later.answers.find(KEY))
                .hasValueSatisfying(answer -> {
                    assertThat(text(answer)).isEqualTo("second");
                    assertThat(answer.tenantId()).isNull();
                    assertThat(answer.position()).isEqualTo(2);
                });
    }

    @Test
    void what_is_older_than_a_day_is_deleted_unless_it_is_just_replaced() throws Exception {
        try (var replacing = log.dataSource().getConnection();
                var statement = replacing.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO command.idempotent_answer (caller, key, request_digest, answer, position, answered_at)
                    SELECT 'caller', n, '', '', 0, '2026-01-01T12:00:00Z'::timestamptz - (n < 2501)::int * interval '1 ms'
                    FROM generate_series(0, 2501) AS n
                    """);
            replacing.setAutoCommit(false);
            statement.execute("SELECT FROM command.idempotent_answer WHERE key = '7' FOR UPDATE");

            var answers = node(NOON.plus(Duration.ofHours(24))).answers;
            assertThat(CompletableFuture.supplyAsync(answers::deleteExpired))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(2_500L);
        }
        assertThat(log.number("SELECT sum(key::int) FROM command.idempotent_answer"))
                .isEqualTo(7 + 2_501);
    }

    private LogNode node() {
        var node = new LogNode(log);
        nodes.add(node);
        return node;
    }

    private LogNode node(Instant now) {
        var node = new LogNode(log, Clock.fixed(now, ZoneOffset.UTC));
        nodes.add(node);
        return node;
    }

    private static Consumer<StagedCommit> answering(@Nullable String tenantId, String body) {
        return staged -> {
            staged.require(new NotAnsweredYet(KEY));
            staged.change(new StoreAnswer(KEY, answer(tenantId, body)));
        };
    }

    private static Answer answer(@Nullable String tenantId, String body) {
        return new Answer(DIGEST, tenantId, body.getBytes(UTF_8));
    }

    private static IdempotencyKey key(String key) {
        return new IdempotencyKey("caller", key);
    }

    private static String text(StoredAnswer answer) {
        return answer.body() == null ? "erased" : new String(answer.body(), UTF_8);
    }

    /** The answer as it lies in the table. */
    private String inClear(String key) throws SQLException {
        try (var connection = log.dataSource().getConnection();
                var select =
                        connection.prepareStatement(
                                "SELECT answer FROM command.idempotent_answer WHERE key = ?")) {
            select.setString(1, key);
            try (var row = select.executeQuery()) {
                row.next();
                return new String(row.getBytes(1), UTF_8);
            }
        }
    }
}
