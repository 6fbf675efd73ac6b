package io.voc.tenancy.query;

import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cursors of one list: each holds the key of the row where a page ended, in the list's order,
 * and is refused by a list with another filter or order.
 *
 * @param <K> a key: {@code Long} or {@code String}
 */
public final class Cursors<K extends Comparable<K>> {

    /** Above it a request is refused, never capped in silence. */
    private static final int MAX_SIZE = 500;

    private static final int DIGEST_BYTES = 9;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Class<K> keys;
    private final String list;

    private Cursors(Class<K> keys, String list) {
        this.keys = keys;
        this.list = list;
    }

    /**
     * The cursors of a list.
     *
     * @param list what makes it this list: its name, its filter and its order
     */
    public static <K extends Comparable<K>> Cursors<K> of(Class<K> keys, @Nullable String... list) {
        return new Cursors<>(keys, digest(JSON.writeValueAsBytes(list)));
    }

    /**
     * Checks a page size.
     *
     * @throws Rejection when it is not from 1 to 500
     */
    public static int checkedSize(int size) {
        sizeFault(size)
                .ifPresent(fault -> {
                    throw Rejection.invalid(List.of(fault));
                });
        return size;
    }

    /** What is wrong with a page size; it is from 1 to 500. */
    public static Optional<FieldFault> sizeFault(int size) {
        return size < 1 || size > MAX_SIZE
                ? Optional.of(new FieldFault("pageSize", "pageSize is from 1 to " + MAX_SIZE))
                : Optional.empty();
    }

    /**
     * The key after which the page begins; empty for the first.
     *
     * @throws Rejection when the token is not one of this list
     */
    public Optional<K> start(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        return Optional.of(
                decode(token)
                        .filter(cursor -> cursor.size() == 2)
                        .filter(cursor -> cursor.get(0).asString("").equals(list))
                        .flatMap(cursor -> key(cursor.get(1)))
                        .orElseThrow(() ->
                                Rejection.invalid(
                                        "pageToken",
                                        "pageToken is not one that this list gave with this filter and sort")));
    }

    /** Makes a page of one row more than its size, which tells whether there is a next one. */
    public <R, T> Page<T> page(List<R> rows, int size, Function<R, T> view, Function<R, K> key) {
        var shown = rows.subList(0, Math.min(size, rows.size()));
        return new Page<>(
                shown.stream().map(view).toList(),
                rows.size() > size ? token(key.apply(shown.getLast())) : null);
    }

    private String token(K key) {
        return base64(JSON.writeValueAsBytes(List.of(list, key)));
    }

    private static Optional<JsonNode> decode(String token) {
        try {
            return Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(token)));
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private Optional<K> key(JsonNode node) {
        Object key = null;
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            key = node.asLong();
        } else if (node.isString() && StorableText.is(node.asString())) {
            key = node.asString();
        }
        return keys.isInstance(key) ? Optional.of(keys.cast(key)) : Optional.empty();
    }

    private static String digest(byte[] list) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(list);
            return base64(Arrays.copyOf(hash, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
