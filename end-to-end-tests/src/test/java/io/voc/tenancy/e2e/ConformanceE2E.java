package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

/**
 * What the contracts promise has happened while the other tests ran, for which it runs after them
 * all. Alone it fails: then nothing has happened.
 */
@Order(Integer.MAX_VALUE)
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
