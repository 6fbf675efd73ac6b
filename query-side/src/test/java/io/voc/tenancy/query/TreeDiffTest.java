package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

class TreeDiffTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> KEYS = Map.of("agents", "id");

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a": 1}                       | {"a": 1}                       | []
                    {"a": 1}                       | {"a": 2}                       | [CHANGED /a]
                    {"a": 1}                       | {}                             | [REMOVED /a]
                    {}                             | {"a": null}                    | [ADDED /a]
                    {"a": {"b": 1, "c": 2}}        | {"a": {"b": 1, "c": 3}}        | [CHANGED /a/c]
                    {"a": {"b": 1}}                | {"a": [1]}                     | [CHANGED /a]
                    {"a": [1, 2]}                  | {"a": [2, 1]}                  | [CHANGED /a]
                    {"a/b": 1, "c~d": 1}           | {"a/b": 2, "c~d": 2}           | [CHANGED /a~1b, CHANGED /c~0d]
                    {"agents": [{"id": "x"}]}      | {"agents": "x"}                | [CHANGED /agents]
                    """)
    void tells_what_differs_and_where(String from, String to, String changes) {
        assertThat(between(from, to)).hasToString(changes);
    }

    @Test
    void an_element_that_is_inserted_is_one_change() {
        assertThat(
                        between(
                                "{\"agents\": [{\"id\": \"a\", \"n\": 1}]}",
                                "{\"agents\": [{\"id\": \"new\"}, {\"id\": \"a\", \"n\": 1}]}"))
                .containsExactly("ADDED /agents/0");
    }

    @Test
    void an_element_that_moved_and_changed_is_named_where_it_is_now() {
        assertThat(
                        between(
                                "{\"agents\": [{\"id\": \"a\", \"n\": 1}, {\"id\": \"b\"}]}",
                                "{\"agents\": [{\"id\": \"b\"}, {\"id\": \"a\", \"n\": 2}]}"))
                .containsExactly("CHANGED /agents/1/n", "REORDERED /agents");
    }

    @Test
    void an_element_that_went_is_named_where_it_was() {
        assertThat(
                        between(
                                "{\"agents\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}",
                                "{\"agents\": [{\"id\": \"a\"}]}"))
                .containsExactly("REMOVED /agents/1");
    }

    @Test
    void an_element_with_another_name_is_another_one() {
        assertThat(between("{\"agents\": [{\"id\": \"a\"}]}", "{\"agents\": [{\"id\": \"b\"}]}"))
                .containsExactly("REMOVED /agents/0", "ADDED /agents/0");
    }

    @Test
    void values_are_told_as_they_are_on_each_side() {
        var change =
                TreeDiff.between(JSON.readTree("{\"a\": 1}"), JSON.readTree("{\"a\": [2]}"), KEYS);

        assertThat(change)
                .containsExactly(
                        new Change(
                                Change.Kind.CHANGED,
                                "/a",
                                JSON.readTree("1"),
                                JSON.readTree("[2]")));
    }

    private static List<String> between(String from, String to) {
        return TreeDiff.between(JSON.readTree(from), JSON.readTree(to), KEYS).stream()
                .map(change -> change.kind() + " " + change.path())
                .toList();
    }
}
