package io.voc.tenancy.eventstore.evidence;

import io.voc.tenancy.eventstore.log.HashChain;
import io.voc.tenancy.eventstore.log.StoredEvent;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Exports of a log that was never in a database, as lines. */
final class ExportSamples {

    static final KeyPair KEYS = pair();
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private ExportSamples() {}

    static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The events 1, 2, 3 … of a log; another salt is another history. */
    static List<StoredEvent> log(int events, String salt) {
        var log = new ArrayList<StoredEvent>();
        var hash = HashChain.beginning();
        for (long position = 1; position <= events; position++) {
            log.add(chained(position, hash, salt));
            hash = log.getLast().hash();
        }
        return log;
    }

    /** An event that follows from a hash. */
    static StoredEvent chained(long position, byte[] previous, String salt) {
        var event = event(position, salt, new byte[32]);
        return event(position, salt, new HashChain().hash(previous, event));
    }

    private static StoredEvent event(long position, String salt, byte[] hash) {
        return new StoredEvent(
                position,
                new UUID(position, salt.hashCode()),
                "ten_1",
                "Tenant",
                "ten_1",
                position - 1,
                "tenant.suspended",
                1,
                NOW,
                NOW.plusSeconds(position),
                ("{\"reason\":\"" + salt + "\"}").getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                hash);
    }

    /** The lines of an export of a stretch, which may be changed. */
    static List<String> export(List<StoredEvent> log, int from, int to) {
        var lines = new ArrayList<String>();
        var before = from == 1 ? HashChain.beginning() : log.get(from - 2).hash();
        lines.add(ExportLines.header(from, to, before));
        log.subList(from - 1, to).forEach(event -> lines.add(ExportLines.event(event)));
        lines.add(ExportLines.trailer(to - from + 1L, to < from ? before : log.get(to - 1).hash()));
        return lines;
    }

    /** Checkpoints of a log at positions. */
    static String checkpoints(List<StoredEvent> log, long... positions) {
        var signer = new CheckpointSigner(KEYS);
        return LongStream.of(positions)
                .mapToObj(
                        position -> signer.sign(position, log.get((int) position - 1).hash(), NOW))
                .map(JsonMapper.shared()::writeValueAsString)
                .collect(Collectors.joining("\n"));
    }

    static Finding verify(List<String> export, String checkpoints) {
        try {
            var keys = CheckpointKeys.of(CheckpointSigner.pem(KEYS.getPublic()));
            var anchors = Anchors.of(reader(checkpoints), keys);
            return new ExportVerifier(anchors, reader(String.join("\n", export))).verify();
        } catch (IOException | Anchors.UntrustedException e) {
            throw new IllegalStateException(e);
        }
    }

    static BufferedReader reader(String text) {
        return new BufferedReader(new StringReader(text));
    }
}
