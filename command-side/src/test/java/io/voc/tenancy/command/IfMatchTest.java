package io.voc.tenancy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    private static final Versioned AT_3 = () -> 3;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3\"",
                "*",
                " * ",
                "\"1\", \"3\"",
                "\"3\",\"4\"",
                "W/\"3\" , \"3\"",
                "\"a,b\",\"3\""
            })
    void passes_with_a_tag_of_the_version_or_any(String header) {
        assertThatCode(() -> IfMatch.of(header).check(AT_3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2\"",
                "\"\"",
                "\"03\"",
                "\"*\"",
                "W/\"3\"",
                "\"2\", \"4\"",
                "\"a,*,b\"",
                "\",\",\"*,\""
            })
    void refuses_without(String header) {
        var refusal = catchThrowableOfType(Rejection.class, () -> IfMatch.of(header).check(AT_3));

        assertThat(refusal.code()).isEqualTo(RejectionCode.VERSION_CONFLICT);
        assertThat(refusal.detail()).contains("version 3");
    }

    @Test
    void tells_one_version_from_all_others() {
        assertThatCode(() -> IfMatch.exactly(3).check(AT_3)).doesNotThrowAnyException();
        assertThatCode(() -> IfMatch.ANY.check(AT_3)).doesNotThrowAnyException();
        assertThat(IfMatch.exactly(3)).isEqualTo(IfMatch.of(IfMatch.tag(3)));
        assertThat(catchThrowableOfType(Rejection.class, () -> IfMatch.exactly(4).check(AT_3)))
                .isNotNull();
    }
}
