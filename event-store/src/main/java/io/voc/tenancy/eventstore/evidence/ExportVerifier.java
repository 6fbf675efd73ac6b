package io.voc.tenancy.eventstore.evidence;

import io.voc.tenancy.eventstore.evidence.Finding.Kind;
import io.voc.tenancy.eventstore.evidence.Finding.Sound;
import io.voc.tenancy.eventstore.evidence.Finding.Tampered;
import io.voc.tenancy.eventstore.evidence.Finding.Unknown;
import io.voc.tenancy.eventstore.log.HashChain;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Finds the first place where an export is not as its events were appended. Trusts nothing but
 * checkpoints; reads the export once, line by line.
 */
public final class ExportVerifier {

    private static final int HASH_BYTES = 32;

    private final Anchors anchors;
    private final BufferedReader export;
    private final HashChain chain = new HashChain();
    private byte[] hash = HashChain.beginning();
    private long position;

    /** For one export. */
    public ExportVerifier(Anchors anchors, BufferedReader export) {
        this.anchors = anchors;
        this.export = export;
    }

    /** Reads the export to its end, or to its first break and what tells its kind. */
    public Finding verify() throws IOException {
        var first = export.readLine();
        var header = first == null ? null : ExportLines.header(first);
        if (header == null || header.from() < 1 || header.to() < header.from() - 1) {
            return new Unknown("the file does not begin as an export does");
        }
        if (!isHash(header.previousHash())) {
            return new Unknown("the hash before the first event is none");
        }
        hash = HexFormat.of().parseHex(header.previousHash());
        position = header.from() - 1;
        if (position == 0 && !Arrays.equals(hash, HashChain.beginning())) {
            return new Tampered(
                    1, Kind.CHANGED, "the header has another hash than that before all events");
        }
        return anchors.contradicts(position, hash)
                ? new Tampered(position, Kind.REWRITTEN, "the hash before the first event differs")
                : events(header);
    }

    private Finding events(ExportLines.Header header) throws IOException {
        long anchored = anchors.has(position) ? position : -1;
        for (var line = export.readLine(); line != null; line = export.readLine()) {
            var trailer = ExportLines.trailer(line);
            if (trailer != null) {
                return closed(header, trailer, anchored);
            }
            var event = ExportLines.event(line);
            if (position >= header.to()) {
                return new Tampered(
                        position + 1, Kind.INSERTED, "the export ends before, as it says itself");
            }
            if (event == null
                    || event.position() != position + 1
                    || !Arrays.equals(event.hash(), chain.hash(hash, event))) {
                return new ExportDiagnosis(position + 1, hash, export).of(event);
            }
            position++;
            hash = event.hash();
            if (anchors.contradicts(position, hash)) {
                return rewritten(Math.max(anchored, header.from() - 1));
            }
            anchored = anchors.has(position) ? position : anchored;
        }
        return new Unknown(
                "the export breaks off after position " + position + ": it has no last line");
    }

    private Finding rewritten(long anchored) {
        return new Tampered(
                anchored + 1,
                Kind.REWRITTEN,
                "the events up to %d follow from each other but are not those that were signed"
                        .formatted(position));
    }

    private Finding closed(ExportLines.Header header, ExportLines.Trailer trailer, long anchored)
            throws IOException {
        if (position < header.to()) {
            return new Tampered(
                    position + 1, Kind.DELETED, "the export says that it goes to " + header.to());
        }
        if (trailer.count() != position - header.from() + 1
                || !trailer.lastHash().equals(HexFormat.of().formatHex(hash))) {
            return new Tampered(position, Kind.CHANGED, "the last line tells of another end");
        }
        if (export.readLine() != null) {
            return new Tampered(position + 1, Kind.INSERTED, "something follows the last line");
        }
        return anchored < 0
                ? new Unknown(
                        "the %d events follow from each other, but no checkpoint is among them"
                                .formatted(trailer.count()))
                : new Sound(header.from(), position, anchored);
    }

    private static boolean isHash(String text) {
        return text.matches("[0-9a-f]{" + 2 * HASH_BYTES + "}");
    }
}
