package io.voc.tenancy.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailCsvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain           | plain",
                "a b             | a b",
                "a,b             | \"a,b\"",
                "say \"x\"       | \"say \"\"x\"\"\"",
                "=1+1            | '=1+1",
                "+49             | '+49",
                "-1              | '-1",
                "@sum            | '@sum",
                "=\"x\",1        | \"'=\"\"x\"\",1\"",
                "a=1             | a=1",
                "[]              | []",
            })
    void a_cell_is_quoted_where_it_must_be_and_never_a_formula(String value, String cell) {
        assertThat(TrailCsv.cell(value)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({"9", "13", "10"})
    void nor_is_one_that_begins_with_a_control_character(int character) {
        var cell = TrailCsv.cell((char) character + "=1");
        assertThat(cell.replace("\"", "")).startsWith("'");
    }
}
