package io.voc.tenancy.contracts.apikey;

/**
 * How often a key may be used: a bucket of so many requests, which fills evenly in so many seconds.
 */
public record RateLimit(int requests, int perSeconds) {

    public RateLimit {
        if (requests < 1 || perSeconds < 1) {
            throw new IllegalArgumentException("a rate limit lets something through in some time");
        }
    }

    /** What {@link #toString} has written. */
    public static RateLimit parse(String text) {
        var parts = text.split("/", 2);
        return new RateLimit(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Such as {@code 100/60}. */
    @Override
    public String toString() {
        return requests + "/" + perSeconds;
    }
}
