package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the contracts promise has happened while the other tests ran, for which it runs after them
 * all. Alone it fails: then nothing has happened.
 */
@Order(Integer.MAX_VALUE)
@Isolated("it comes after those that run side by side, too")
class ConformanceE2E {

    /** The statuses that no request brings about on a sound installation, and why. */
    static final Map<Integer, String> NOT_ON_REQUEST =
            Map.of(
                    500, "a defect; whoever knows of one mends it",
                    503, "an outage or an overload, which tests with their own installation cause");

    @Test
    void nothing_was_said_that_the_contracts_do_not_allow() {
        assertThat(Conformance.faults()).isEmpty();
    }

    @Test
    void every_documented_answer_was_given() {
        assertThat(Conformance.answers())
                .containsAll(
                        OpenApi.answers()
                                .filter(answer -> !NOT_ON_REQUEST.containsKey(answer.status()))
                                .toList());
    }

    /** Each record that is read is held against its schema, which faults if it does not fit. */
    @Test
    void all_that_was_told_is_as_documented_and_numbered_without_gaps() {
        var sequences = new HashMap<String, Long>();
        for (var event : LifecycleStream.soFar(Standalone.shared().kafkaBrokers())) {
            var known = sequences.getOrDefault(event.key(), 0L);
            assertThat(event.sequence()).as(event.raw()).isBetween(1L, known + 1);
            sequences.put(event.key(), Math.max(known, event.sequence()));
        }
        assertThat(sequences).isNotEmpty();
        assertThat(Conformance.faults()).isEmpty();
    }

    @Test
    void every_documented_event_was_told() {
        assertThat(Conformance.eventTypes()).containsAll(AsyncApi.types());
    }

    @Test
    void every_grpc_method_answered() throws IOException {
        assertThat(Conformance.grpcMethods())
                .containsAll(
                        GrpcContract.services().stream()
                                .flatMap(service -> service.getMethods().stream())
                                .map(MethodDescriptor::getFullMethodName)
                                .toList());
    }
}
