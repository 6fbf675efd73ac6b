package io.voc.tenancy.e2e;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A field, values that it may have and values that it may not.
 *
 * @param pointers of the fault of each value that it may not have
 */
record ConfigurationLimit(String field, List<?> accepted, List<?> refused, List<String> pointers) {

    @Override
    public String toString() {
        return field;
    }

    static ConfigurationLimit form(String field, List<?> accepted, List<?> refused) {
        return form(field, accepted, refused, field);
    }

    static ConfigurationLimit form(
            String field, List<?> accepted, List<?> refused, String pointer) {
        return new ConfigurationLimit(field, accepted, refused, List.of(pointer));
    }

    static ConfigurationLimit text(String field, int shortest, int longest) {
        return form(
                field,
                List.of("x".repeat(shortest), "x".repeat(longest), "€".repeat(longest)),
                shortest == 0
                        ? List.of("x".repeat(longest + 1))
                        : List.of("x".repeat(shortest - 1), "x".repeat(longest + 1)));
    }

    static ConfigurationLimit integer(String field, int smallest, int greatest) {
        return form(field, List.of(smallest, greatest), List.of(smallest - 1, greatest + 1, 0.5));
    }

    static ConfigurationLimit decimal(String field, String smallest, String greatest) {
        var step = new BigDecimal("0.001");
        var from = new BigDecimal(smallest);
        var to = new BigDecimal(greatest);
        return form(field, List.of(from, to), List.of(from.subtract(step), to.add(step)));
    }

    static ConfigurationLimit list(String field, int most, IntFunction<Object> element) {
        return form(field, List.of(elements(most, element)), List.of(elements(most + 1, element)));
    }

    private static List<Object> elements(int count, IntFunction<Object> element) {
        return IntStream.range(0, count).mapToObj(element).toList();
    }
}
