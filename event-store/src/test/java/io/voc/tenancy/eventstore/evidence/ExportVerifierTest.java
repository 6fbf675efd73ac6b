package io.voc.tenancy.eventstore.evidence;

import static io.voc.tenancy.eventstore.evidence.ExportSamples.checkpoints;
import static io.voc.tenancy.eventstore.evidence.ExportSamples.export;
import static io.voc.tenancy.eventstore.evidence.ExportSamples.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.eventstore.evidence.Finding.Kind;
import io.voc.tenancy.eventstore.evidence.Finding.Sound;
import io.voc.tenancy.eventstore.evidence.Finding.Tampered;
import io.voc.tenancy.eventstore.evidence.Finding.Unknown;
import io.voc.tenancy.eventstore.log.StoredEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;

/** Each way of tampering, at the start, in the middle and at the end of an export. */
class ExportVerifierTest {

    private static final int EVENTS = 40;
    private static final int FROM = 11;
    private static final int TO = 30;
    private static final List<StoredEvent> LOG = ExportSamples.log(EVENTS, "true");
    private static final String ANCHORED = checkpoints(LOG, 5, 20, 30);
    private static final String UNANCHORED = checkpoints(LOG, 5);

    private final List<String> lines = export(LOG, FROM, TO);

    @Test
    void what_nobody_touched_is_sound_up_to_its_last_checkpoint() {
        assertThat(verify(lines, checkpoints(LOG, 20, 26)))
                .isInstanceOfSatisfying(
                        Sound.class,
                        sound -> {
                            assertThat(sound.anchored()).isEqualTo(26);
                            assertThat(sound.tail()).isEqualTo(4);
                        });
        assertThat(verify(export(LOG, 1, EVENTS), checkpoints(LOG, EVENTS)))
                .isEqualTo(new Sound(1, EVENTS, EVENTS));
    }

    @Test
    void what_no_checkpoint_anchors_is_not_judged() {
        assertThat(verify(lines, UNANCHORED)).isInstanceOf(Unknown.class);
    }

    @Test
    void a_checkpoint_of_the_event_before_anchors_nothing_else() {
        assertThat(verify(lines, checkpoints(LOG, FROM - 1)))
                .isInstanceOfSatisfying(
                        Sound.class, it -> assertThat(it.tail()).isEqualTo(TO - FROM + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO})
    void every_changed_byte_of_an_event_is_found(int position) {
        var line = lines.get(position - FROM + 1);
        for (int at = 0; at < line.length(); at++) {
            var other = line.charAt(at) == 'x' ? 'y' : 'x';
            lines.set(position - FROM + 1, line.substring(0, at) + other + line.substring(at + 1));

            assertThat(verify(lines, ANCHORED))
                    .as("byte %d of the line", at)
                    .isInstanceOfSatisfying(
                            Tampered.class, it -> assertThat(it.position()).isEqualTo(position));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO})
    void a_changed_event_is_found(int position) {
        lines.set(position - FROM + 1, changed(LOG.get(position - 1)));

        assertTampered(position, Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO})
    void a_deleted_event_is_found(int position) {
        lines.remove(position - FROM + 1);

        assertTampered(position, Kind.DELETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO - 2})
    void a_deleted_event_is_found_where_the_others_have_moved_up(int position) {
        lines.remove(position - FROM + 1);
        renumber();

        assertTampered(position, Kind.DELETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO - 1})
    void neighbours_that_are_swapped_are_found(int position) {
        Collections.swap(lines, position - FROM + 1, position - FROM + 2);

        assertTampered(position, Kind.SWAPPED);
        renumber();
        assertTampered(position, Kind.SWAPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 15, 20})
    void events_far_apart_that_are_swapped_are_found(int position) {
        Collections.swap(lines, position - FROM + 1, position + 10 - FROM + 1);

        assertTampered(position, Kind.SWAPPED);
        renumber();
        assertTampered(position, Kind.SWAPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {FROM, 20, TO})
    void an_inserted_event_is_found(int position) {
        var before = LOG.get(position - 2).hash();
        lines.add(
                position - FROM + 1,
                ExportLines.event(ExportSamples.chained(position, before, "forged")));

        // it follows from the one before, as whoever inserts it can compute its hash
        assertThat(verify(lines, UNANCHORED))
                .isInstanceOfSatisfying(
                        Tampered.class,
                        it -> assertThat(it.position()).isBetween((long) position, position + 1L));
        lines.set(position - FROM + 1, changed(LOG.get(position - 2)));
        assertTampered(position, Kind.INSERTED);
        renumber();
        assertTampered(position, Kind.INSERTED);
    }

    @Test
    void an_event_after_the_last_is_found() {
        lines.add(
                lines.size() - 1,
                ExportLines.event(ExportSamples.chained(TO + 1, LOG.get(TO - 1).hash(), "more")));

        assertTampered(TO + 1, Kind.INSERTED);
    }

    @Test
    void a_chain_that_is_written_anew_is_found_by_a_checkpoint_alone() {
        var forged = ExportSamples.log(EVENTS, "forged");

        assertRewritten(forged, 1, EVENTS, 1);
        assertRewritten(forged, 6, EVENTS, 5);
        assertRewritten(forged, FROM, TO, FROM);
        assertThat(verify(export(forged, FROM, TO), UNANCHORED)).isInstanceOf(Unknown.class);
    }

    @Test
    void a_chain_that_is_written_anew_from_its_middle_is_found_after_the_last_checkpoint() {
        var forged = ExportSamples.log(EVENTS, "true");
        for (int at = 24; at < EVENTS; at++) {
            var before = forged.get(at - 1).hash();
            forged.set(at, ExportSamples.chained(at + 1L, before, "forged"));
        }

        assertRewritten(forged, FROM, TO, 21);
    }

    @Test
    void a_changed_end_or_beginning_is_found() {
        lines.set(lines.size() - 1, ExportLines.trailer(TO - FROM + 1, new byte[32]));
        assertTampered(TO, Kind.CHANGED);
        lines.set(0, ExportLines.header(FROM, TO, new byte[32]));
        assertTampered(FROM, Kind.CHANGED);
    }

    @Test
    void what_breaks_off_or_is_no_export_is_not_judged() {
        assertThat(verify(lines.subList(0, 7), ANCHORED)).isInstanceOf(Unknown.class);
        assertThat(verify(List.of("{}"), ANCHORED)).isInstanceOf(Unknown.class);
        assertThat(verify(List.of(), ANCHORED)).isInstanceOf(Unknown.class);
    }

    @Test
    void checkpoints_are_trusted_only_as_they_were_signed() {
        var keys = CheckpointKeys.of(CheckpointSigner.pem(ExportSamples.pair().getPublic()));
        assertThatThrownBy(() -> Anchors.of(ExportSamples.reader(ANCHORED), keys))
                .hasMessageContaining("the checkpoint of position 5 is not signed with the key");
        assertThatThrownBy(
                        () -> verify(lines, ANCHORED.replace("\"position\":5", "\"position\":6")))
                .hasMessageContaining("the checkpoint of position 6 is not signed with the key");
        assertThatThrownBy(() -> verify(lines, "nonsense"))
                .hasMessageContaining("line 1 of the checkpoints is no checkpoint");
    }

    private static void assertRewritten(List<StoredEvent> log, int from, int to, long position) {
        assertThat(verify(export(log, from, to), ANCHORED))
                .isInstanceOfSatisfying(
                        Tampered.class,
                        it -> {
                            assertThat(it.kind()).isEqualTo(Kind.REWRITTEN);
                            assertThat(it.position()).isEqualTo(position);
                        });
    }

    private void assertTampered(long position, Kind kind) {
        for (var checkpoints : List.of(ANCHORED, UNANCHORED)) {
            assertThat(verify(lines, checkpoints))
                    .isInstanceOfSatisfying(
                            Tampered.class,
                            it -> {
                                assertThat(it.kind()).as(it.toString()).isEqualTo(kind);
                                assertThat(it.position()).isEqualTo(position);
                            });
        }
    }

    /** As if the events had been at the places where they now are. */
    private void renumber() {
        for (int at = 1; at < lines.size() - 1; at++) {
            lines.set(
                    at,
                    lines.get(at)
                            .replaceFirst("\"position\":\\d+", "\"position\":" + (FROM + at - 1)));
        }
        lines.set(0, ExportLines.header(FROM, FROM + lines.size() - 3L, LOG.get(FROM - 2).hash()));
    }

    private static String changed(StoredEvent event) {
        return ExportLines.event(event).replace("tenant.suspended", "tenant.activated");
    }
}
