package io.voc.tenancy.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.voc.tenancy.kit.network.IpAddress;
import io.voc.tenancy.kit.rate.RateLimitUse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * Counts the bad keys that come from an address, at this node. Good keys are never asked about
 * here, so that nobody locks out whoever shares an address with him.
 */
@Component
class BadKeys {

    private static final int MOST_ADDRESSES = 100_000;
    private static final Duration TO_FORGET = Duration.ofMinutes(1);

    private final int limit;
    private final Cache<String, Bucket> addresses =
            Caffeine.newBuilder()
                    .maximumSize(MOST_ADDRESSES)
                    .expireAfterAccess(TO_FORGET.multipliedBy(2))
                    .build();

    /** So many a minute and address are told that they are bad, and more that they are many. */
    BadKeys(@Value("${tenancy.bad-key-limit}") int limit) {
        this.limit = limit;
    }

    /** One more has come from the address. */
    RateLimitUse count(String address) {
        var bucket = addresses.get(neighbourhood(address), _ -> full());
        return RateLimitUse.of(limit, bucket.tryConsumeAndReturnRemaining(1));
    }

    /** Who has one address of IPv6 has all 2^64 of its network. */
    private static String neighbourhood(String address) {
        return IpAddress.parse(address).map(IpAddress::network).orElse(address);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, TO_FORGET))
                .build();
    }
}
