package io.voc.tenancy.query.usage;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.usage.LimitUse;

import java.util.regex.Pattern;

/**
 * The place of a use in the list: those with most of their limit first, of equal ones by tenant,
 * metric and period.
 *
 * @param period its name; empty for what goes on at one time
 */
record UsePlace(long percent, String tenantId, String metric, String period) {

    /** Before all others. */
    static final UsePlace FIRST = new UsePlace(Long.MAX_VALUE, "", "", "");

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) ([^ ]*) ([^ ]*) ([A-Z]*)");

    static UsePlace of(LimitUse use) {
        return new UsePlace(
                use.percent(),
                use.tenantId(),
                use.metric(),
                use.period() == null ? "" : use.period().name());
    }

    /** The place that a page's token names. */
    static UsePlace of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw Rejection.invalid("pageToken", "pageToken is not one that this list gave");
        }
        return new UsePlace(
                Long.parseLong(parts.group(1)), parts.group(2), parts.group(3), parts.group(4));
    }

    String text() {
        return String.join(" ", String.valueOf(percent), tenantId, metric, period);
    }
}
