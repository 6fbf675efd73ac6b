package io.voc.tenancy.query.tenant;

import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.query.Cursors;
import io.voc.tenancy.query.StorableText;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question for a page of tenants; its faults are told all at once, the same on every interface.
 *
 * @param status without one, those that are not gone
 * @param plan the name of a plan
 * @param text part of name, slug or contact e-mail, in any case
 * @param createdFrom registered then or later
 * @param createdBefore registered earlier
 * @param sort the parameter of a {@link TenantOrder}
 * @param pageSize 1 to 500
 * @param pageToken where the page before ended
 */
record ListTenants(
        @Nullable String status,
        @Nullable String plan,
        @Nullable String text,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        String sort,
        int pageSize,
        @Nullable String pageToken) {

    static final int DEFAULT_PAGE_SIZE = 50;

    private static final Set<TenantStatus> NOT_GONE =
            Collections.unmodifiableSet(
                    EnumSet.of(TenantStatus.PENDING, TenantStatus.ACTIVE, TenantStatus.SUSPENDED));
    private static final int LONGEST_PLAN = 64;
    private static final int LONGEST_TEXT = 200;
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * Passes if it can be answered; whether the page token is one of this list is for {@link
     * Cursors} to say.
     *
     * @throws Rejection {@code validation-failed} with every fault
     */
    void check() {
        var faults =
                Stream.of(
                                fault(
                                        "status",
                                        status != null && askedStatus().isEmpty(),
                                        "is not known"),
                                textFault("plan", plan, LONGEST_PLAN),
                                textFault("text", text, LONGEST_TEXT),
                                timeFault("createdFrom", createdFrom),
                                timeFault("createdBefore", createdBefore),
                                fault(
                                        "sort",
                                        TenantOrder.of(sort).isEmpty(),
                                        "is createdAt, -createdAt, name or -name"),
                                Cursors.sizeFault(pageSize))
                        .flatMap(Optional::stream)
                        .toList();
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
    }

    /** The statuses of the tenants that are asked for. */
    Set<TenantStatus> statuses() {
        return askedStatus().<Set<TenantStatus>>map(EnumSet::of).orElse(NOT_GONE);
    }

    TenantOrder order() {
        return TenantOrder.of(sort).orElseThrow();
    }

    /** What makes it this list, of which it asks for a page. */
    @Nullable String[] list() {
        return new @Nullable String[] {
            "tenants", status, plan, text, text(createdFrom), text(createdBefore), sort
        };
    }

    private Optional<TenantStatus> askedStatus() {
        return Stream.of(TenantStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst();
    }

    private static Optional<FieldFault> textFault(
            String name, @Nullable String given, int longest) {
        if (given == null) {
            return Optional.empty();
        }
        var length = given.codePointCount(0, given.length());
        return fault(name, length < 1 || length > longest, "has 1 to " + longest + " characters")
                .or(() ->
                        fault(
                                name,
                                !StorableText.is(given),
                                "has a character that can't be stored"));
    }

    private static Optional<FieldFault> timeFault(String name, @Nullable Instant given) {
        return fault(
                name,
                given != null && (given.isBefore(YEAR_0) || !given.isBefore(YEAR_10000)),
                "is in the years 0000 to 9999");
    }

    private static Optional<FieldFault> fault(String name, boolean isWrong, String what) {
        return isWrong ? Optional.of(new FieldFault(name, name + " " + what)) : Optional.empty();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
