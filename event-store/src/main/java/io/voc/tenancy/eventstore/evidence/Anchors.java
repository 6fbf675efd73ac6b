package io.voc.tenancy.eventstore.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The hashes that checkpoints vouch for, by position. */
public final class Anchors {

    private final Map<Long, byte[]> hashes = new HashMap<>();

    /** Checkpoints can't be trusted. */
    public static final class UntrustedException extends Exception {

        private static final long serialVersionUID = 1L;

        UntrustedException(String message) {
            super(message);
        }
    }

    private Anchors() {}

    /**
     * Those of checkpoints, one in each line.
     *
     * @throws UntrustedException when one is not signed with the keys, or two contradict each other
     */
    public static Anchors of(BufferedReader checkpoints, CheckpointKeys keys)
            throws IOException, UntrustedException {
        var anchors = new Anchors();
        int number = 0;
        for (var line = checkpoints.readLine(); line != null; line = checkpoints.readLine()) {
            number++;
            if (!line.isBlank()) {
                anchors.add(line, number, keys);
            }
        }
        return anchors;
    }

    private void add(String line, int number, CheckpointKeys keys) throws UntrustedException {
        var checkpoint = ExportLines.read(line, Checkpoint.class);
        if (checkpoint == null) {
            throw new UntrustedException("line " + number + " of the checkpoints is no checkpoint");
        }
        if (!keys.signed(checkpoint)) {
            throw new UntrustedException(
                    "the checkpoint of position %d is not signed with the key (line %d)"
                            .formatted(checkpoint.position(), number));
        }
        var hash = HexFormat.of().parseHex(checkpoint.hash());
        var known = hashes.putIfAbsent(checkpoint.position(), hash);
        if (known != null && !Arrays.equals(known, hash)) {
            throw new UntrustedException(
                    "two checkpoints of position %d have different hashes"
                            .formatted(checkpoint.position()));
        }
    }

    boolean has(long position) {
        return hashes.containsKey(position);
    }

    boolean contradicts(long position, byte[] hash) {
        var signed = hashes.get(position);
        return signed != null && !Arrays.equals(signed, hash);
    }
}
