package io.voc.tenancy.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

class MergePatchTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a": "b"}           | {"a": "c"}                      | {"a": "c"}
                    {"a": "b"}           | {"b": "c"}                      | {"a": "b", "b": "c"}
                    {"a": "b"}           | {"a": null}                     | {}
                    {"a": "b", "b": "c"} | {"a": null}                     | {"b": "c"}
                    {"a": ["b"]}         | {"a": "c"}                      | {"a": "c"}
                    {"a": "c"}           | {"a": ["b"]}                    | {"a": ["b"]}
                    {"a": {"b": "c"}}    | {"a": {"b": "d", "c": null}}    | {"a": {"b": "d"}}
                    {"a": [{"b": "c"}]}  | {"a": [1]}                      | {"a": [1]}
                    ["a", "b"]           | ["c", "d"]                      | ["c", "d"]
                    {"a": "b"}           | ["c"]                           | ["c"]
                    {"a": "foo"}         | null                            | null
                    {"a": "foo"}         | "bar"                           | "bar"
                    {"e": null}          | {"a": 1}                        | {"e": null, "a": 1}
                    [1, 2]               | {"a": "b", "c": null}           | {"a": "b"}
                    {}                   | {"a": {"bb": {"ccc": null}}}    | {"a": {"bb": {}}}
                    """)
    void makes_of_a_target_what_the_standard_says(String target, String patch, String result) {
        assertThat(patch(patch).applyTo(JSON.readTree(target))).isEqualTo(JSON.readTree(result));
    }

    @Test
    void leaves_its_target_as_it_is() {
        var target = JSON.readTree("{\"a\": {\"b\": 1}, \"c\": 2}");

        patch("{\"a\": {\"b\": null, \"d\": 3}, \"c\": null}").applyTo(target);

        assertThat(target).isEqualTo(JSON.readTree("{\"a\": {\"b\": 1}, \"c\": 2}"));
    }

    @Test
    void can_be_applied_again_and_again() {
        var patch = patch("{\"a\": {\"b\": 1}}");
        var once = patch.applyTo(JSON.readTree("{}"));

        assertThat(patch.applyTo(once)).isEqualTo(once);
        assertThat(patch.applyTo(JSON.readTree("{\"a\": {\"c\": 2}}")))
                .isEqualTo(JSON.readTree("{\"a\": {\"b\": 1, \"c\": 2}}"));
        assertThat(patch).isEqualTo(patch("{\"a\": {\"b\": 1}}"));
    }

    private static MergePatch patch(String text) {
        return new MergePatch(JSON.readTree(text));
    }
}
