package io.voc.tenancy.query;

import java.nio.charset.StandardCharsets;

/** Text that PostgreSQL can hold, and so compare with what it holds. */
public final class StorableText {

    private StorableText() {}

    /** Whether it has neither U+0000 nor half of a surrogate pair. */
    public static boolean is(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
