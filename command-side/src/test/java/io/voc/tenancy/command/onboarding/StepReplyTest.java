package io.voc.tenancy.command.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.onboarding.OnboardingCommand.CompleteStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;

class StepReplyTest {

    private static final String COMPLETE =
            """
            {"onboardingId": "onb_01h455vb4pex5vsknk084sn02q", "step": "provision", "attempt": 1, "outcome": "COMPLETED"}
            """;

    private final JsonMapper json =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    @Test
    void with_all_that_it_needs_it_is_a_command() {
        assertThat(read(COMPLETE).command(Instant.EPOCH)).isInstanceOf(CompleteStep.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onboardingId", "step", "attempt", "outcome"})
    void without_one_of_them_it_is_none(String field) {
        var lacking = COMPLETE.replace('"' + field + '"', "\"other\"");

        assertThatThrownBy(() -> read(lacking)).isInstanceOf(JacksonException.class);
    }

    private StepReply read(String text) {
        return json.readerFor(StepReply.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(text);
    }
}
