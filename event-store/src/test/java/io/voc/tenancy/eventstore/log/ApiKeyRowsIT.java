package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.rebuild.RegisterRebuild;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a key's events leave in the register: a row of each secret that may be good. */
class ApiKeyRowsIT {

    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private final TestLog log = new TestLog();
    private final Appender appender = new Appender(log.pool(), Clock.systemUTC(), () -> {});

    @AfterEach
    void stop() {
        appender.close();
        log.close();
    }

    /**
     * Each history in one commit and in a commit for each event; digest, scopes, range, rate,
     * status, end.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "issue                            | first config:read - - ACTIVE -",
                "issue change                     | first config:* 10.0.0.0/8 10/60 ACTIVE -",
                "issue revoke                     | first config:read - - REVOKED -",
                "issue rotate                     | first config:read - - ACTIVE 1970; second config:read - - ACTIVE -",
                "issue overlap                    | first config:read - - ACTIVE 2030; second config:read - - ACTIVE -",
                "issue overlap overlap            | second config:read - - ACTIVE 2030; third config:read - - ACTIVE -",
                "issue overlap rotate             | second config:read - - ACTIVE 1970; third config:read - - ACTIVE -",
                "issue change overlap             | first config:* 10.0.0.0/8 10/60 ACTIVE 2030; second config:* 10.0.0.0/8 10/60 ACTIVE -",
                "issue overlap change             | first config:* 10.0.0.0/8 10/60 ACTIVE 2030; second config:* 10.0.0.0/8 10/60 ACTIVE -",
                "issue overlap change revoke      | first config:* 10.0.0.0/8 10/60 REVOKED 2030; second config:* 10.0.0.0/8 10/60 REVOKED -",
                "issue overlap overlap overlap    | fourth config:read - - ACTIVE -; third config:read - - ACTIVE 2030",
            })
    void are_the_same_however_the_events_are_batched_and_when_they_are_made_again(
            String history, String rows) throws Exception {
        appendOneByOne(events("one", history));
        appendAtOnce(events("all", history));

        assertThat(rows("one")).isEqualTo(rows("all")).isEqualTo(rows);
        var registers =
                new RegisterRebuild(
                        log.dataSource(), new BulkReader(log.dataSource(), 2), log::decode);
        assertThat(registers.verify().isEqual()).isTrue();
        truncate();
        registers.rebuild();
        assertThat(rows("one")).isEqualTo(rows("all")).isEqualTo(rows);
    }

    private static List<DomainEvent> events(String keyId, String history) {
        var digests = List.of("second", "third", "fourth").iterator();
        return Stream.of(history.split(" "))
                .<DomainEvent>map(what ->
                        switch (what) {
                            case "issue" -> issued(keyId);
                            case "change" -> changed(keyId);
                            case "rotate" -> rotated(keyId, digests.next(), null);
                            case "overlap" -> rotated(keyId, digests.next(), LATER);
                            default -> new ApiKeyRevoked(keyId, "ten_1", null);
                        })
                .toList();
    }

    private static DomainEvent issued(String keyId) {
        return new ApiKeyIssued(
                keyId,
                "ten_1",
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                "first of " + keyId,
                "tm_live_abcd",
                "wxyz",
                List.of(),
                null,
                null);
    }

    private static DomainEvent changed(String keyId) {
        return new ApiKeyChanged(
                keyId,
                "ten_1",
                "Gateway",
                Set.of("config:*"),
                null,
                List.of("10.0.0.0/8"),
                Map.of(),
                new RateLimit(10, 60));
    }

    private static DomainEvent rotated(String keyId, String digest, @Nullable Instant until) {
        return new ApiKeyRotated(
                keyId, "ten_1", digest + " of " + keyId, "tm_live_efgh", "6789", until, null);
    }

    private void appendOneByOne(List<DomainEvent> events) throws Exception {
        for (int i = 0; i < events.size(); i++) {
            appender.submit(Plans.append(log, events.get(i), i)).get();
        }
    }

    private void appendAtOnce(List<DomainEvent> events) throws Exception {
        var stored = new ArrayList<NewEvent>();
        for (int i = 0; i < events.size(); i++) {
            stored.add(log.event(events.get(i), i));
        }
        appender.submit(Plans.append(stored, events)).get();
    }

    private String rows(String keyId) throws SQLException {
        try (var connection = log.dataSource().getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                SELECT string_agg(
                                    concat_ws(' ', split_part(digest, ' ', 1), array_to_string(scopes, ','),
                                              coalesce(nullif(array_to_string(allowed_cidrs, ','), ''), '-'), coalesce(rate_limit, '-'), status,
                                              coalesce(extract(year FROM valid_until AT TIME ZONE 'UTC')::text, '-')),
                                    '; ' ORDER BY digest)
                                FROM command.api_key WHERE key_id = ?
                                """)) {
            select.setString(1, keyId);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void truncate() throws SQLException {
        try (var connection = log.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE command.api_key");
        }
    }
}
