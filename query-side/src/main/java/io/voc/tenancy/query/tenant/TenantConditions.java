package io.voc.tenancy.query.tenant;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import org.springframework.data.jpa.domain.Specification;

import java.util.Optional;
import java.util.stream.Stream;

/** What must be true of a row to stand on a page, in terms that an index can answer. */
final class TenantConditions {

    private static final char ESCAPE = '!';

    private TenantConditions() {}

    /**
     * The rows that a question asks for.
     *
     * @param after the key of the row in the question's order after which the page begins
     */
    static <K extends Comparable<K>> Specification<TenantRow> of(
            ListTenants question, Optional<K> after) {
        return (row, _, builder) ->
                builder.and(
                        Stream.of(
                                        Optional.of(hasStatus(question, row, builder)),
                                        Optional.ofNullable(question.plan())
                                                .map(plan -> builder.equal(row.get("plan"), plan)),
                                        Optional.ofNullable(question.text())
                                                .map(text -> contains(text, row, builder)),
                                        Optional.ofNullable(question.createdFrom())
                                                .map(from ->
                                                        builder.greaterThanOrEqualTo(
                                                                row.get("createdAt"), from)),
                                        Optional.ofNullable(question.createdBefore())
                                                .map(before ->
                                                        builder.lessThan(
                                                                row.get("createdAt"), before)),
                                        after.map(key ->
                                                follows(key, question.order(), row, builder)))
                                .flatMap(Optional::stream)
                                .toArray(Predicate[]::new));
    }

    /** By literals, for only so the planner knows that an index of some statuses has them all. */
    private static Predicate hasStatus(
            ListTenants question, Root<TenantRow> row, CriteriaBuilder builder) {
        var literals = question.statuses().stream().map(builder::literal).toList();
        return literals.size() == 1
                ? builder.equal(row.get("status"), literals.getFirst())
                : row.get("status").in(literals);
    }

    private static Predicate contains(String text, Root<TenantRow> row, CriteriaBuilder builder) {
        return builder.like(row.get("searchText"), "%" + escaped(folded(text)) + "%", ESCAPE);
    }

    private static <K extends Comparable<K>> Predicate follows(
            K key, TenantOrder order, Root<TenantRow> row, CriteriaBuilder builder) {
        return order.isDescending()
                ? builder.lessThan(row.get(order.column()), key)
                : builder.greaterThan(row.get(order.column()), key);
    }

    /** Character by character, as the database's collation folds the column. */
    private static String folded(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("[%_" + ESCAPE + "]", ESCAPE + "$0");
    }
}
