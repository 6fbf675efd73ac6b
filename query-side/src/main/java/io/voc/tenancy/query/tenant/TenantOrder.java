package io.voc.tenancy.query.tenant;

import org.springframework.data.domain.Sort;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * An order of tenants; by one column each, whose values are unique, so that any is a place in it.
 */
enum TenantOrder {
    /** Oldest first, by the position of the registration: nobody ever appears before another. */
    CREATED_AT("createdAt", "position", Sort.Direction.ASC),
    CREATED_AT_DESCENDING("-createdAt", "position", Sort.Direction.DESC),
    NAME("name", "nameOrder", Sort.Direction.ASC),
    NAME_DESCENDING("-name", "nameOrder", Sort.Direction.DESC);

    private final String parameter;
    private final String column;
    private final Sort.Direction direction;

    TenantOrder(String parameter, String column, Sort.Direction direction) {
        this.parameter = parameter;
        this.column = column;
        this.direction = direction;
    }

    /** The order with the name that callers use. */
    static Optional<TenantOrder> of(String parameter) {
        return Stream.of(values()).filter(order -> order.parameter.equals(parameter)).findFirst();
    }

    String parameter() {
        return parameter;
    }

    boolean isByName() {
        return this == NAME || this == NAME_DESCENDING;
    }

    boolean isDescending() {
        return direction.isDescending();
    }

    String column() {
        return column;
    }

    Sort sort() {
        return Sort.by(direction, column);
    }
}
