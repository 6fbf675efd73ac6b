package io.voc.tenancy.query;

import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Cursors: where a page ended, bound to what was listed. */
public final class PageToken {

    /** Above it a request is refused, never capped in silence. */
    private static final int MAX_SIZE = 500;

    private static final char SEPARATOR = '\n';
    private static final Pattern ID = Pattern.compile("[a-z]{3}_[0-9a-z]{26}");

    private PageToken() {}

    /** A page of a list and the token of the next one, absent on the last. */
    public record Page<T>(List<T> items, @Nullable String nextPageToken) {}

    /**
     * Checks a page size.
     *
     * @throws Rejection when it is not from 1 to 500
     */
    public static int checkedSize(int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw Rejection.invalid("pageSize", "pageSize is from 1 to " + MAX_SIZE);
        }
        return size;
    }

    /**
     * The id after which the page begins; empty text for the first.
     *
     * @param list names the list and its filter
     * @throws Rejection when the token is not one of this list
     */
    public static String start(@Nullable String token, String list) {
        if (token == null) {
            return "";
        }
        var text = decode(token);
        var end = text.lastIndexOf(SEPARATOR);
        if (end < 0 || !text.substring(0, end).equals(list)) {
            throw invalid();
        }
        var lastId = text.substring(end + 1);
        if (!ID.matcher(lastId).matches()) {
            throw invalid();
        }
        return lastId;
    }

    /** Makes a page of one row more than its size, which tells whether there is a next one. */
    public static <R, T> Page<T> page(
            List<R> rows, int size, String list, Function<R, T> view, Function<T, String> id) {
        var items = rows.stream().limit(size).map(view).toList();
        return new Page<>(
                items, rows.size() > size ? token(list, id.apply(items.getLast())) : null);
    }

    private static String token(String list, String lastId) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + SEPARATOR + lastId).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static Rejection invalid() {
        return Rejection.invalid(
                "pageToken", "pageToken is not one that this list gave with this filter");
    }
}
