package io.voc.tenancy.kit.rate;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Buckets in Redis, as soon as there is a connection. Nobody waits for one: once it was there it
 * comes again by itself, and until then what is asked of it fails at once.
 */
final class RedisBuckets implements AutoCloseable {

    private static final int THREADS = 2;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration TO_CONNECT = Duration.ofSeconds(1);

    /** How long a full bucket is kept. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisURI address;
    private final Duration patience;
    private final ClientResources resources =
            ClientResources.builder()
                    .ioThreadPoolSize(THREADS)
                    .computationThreadPoolSize(THREADS)
                    .reconnectDelay(Delay.constant(BETWEEN_TRIES))
                    .nettyCustomizer(
                            new NettyCustomizer() {
                                @Override
                                public void afterChannelInitialized(Channel made) {
                                    channel = made;
                                }
                            })
                    .build();
    private final RedisClient client = RedisClient.create(resources);
    private final AtomicReference<CompletableFuture<ProxyManager<String>>> connecting;
    private volatile @Nullable Channel channel;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

    /** Begins to connect. */
    RedisBuckets(String url, Duration patience) {
        this.address = RedisURI.create(url);
        this.patience = patience;
        client.setOptions(
                ClientOptions.builder()
                        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(SocketOptions.builder().connectTimeout(TO_CONNECT).build())
                        .build());
        connecting = new AtomicReference<>(connect());
    }

    /**
     * The buckets.
     *
     * @throws RedisException as long as there has been no connection, for which it is tried again
     */
    ProxyManager<String> now() {
        var tried = connecting.get();
        if (tried.isDone() && !tried.isCompletedExceptionally()) {
            return tried.join();
        }
        if (tried.isCompletedExceptionally()) {
            tryAgain(tried);
        }
        throw new RedisException("There is no connection to Redis yet");
    }

    /** Whether Redis is there as far as is known; it need not answer. */
    boolean isConnected() {
        var known = connection;
        return known != null && known.isOpen();
    }

    /**
     * Hangs up, upon which the client connects anew. The other end may have gone without a word, as
     * when its machine does, and TCP takes a quarter of an hour to find out.
     */
    void renew() {
        var current = channel;
        if (current != null) {
            var _ = current.close(); // nobody waits for it
        }
    }

    private void tryAgain(CompletableFuture<ProxyManager<String>> tried) {
        var again = new CompletableFuture<ProxyManager<String>>();
        if (connecting.compareAndSet(tried, again)) {
            var _ =
                    connect()
                            .whenComplete((buckets, failure) -> {
                                if (failure == null) {
                                    again.complete(buckets);
                                } else {
                                    again.completeExceptionally(failure);
                                }
                            });
        }
    }

    private CompletableFuture<ProxyManager<String>> connect() {
        return client.connectAsync(CODEC, address).toCompletableFuture().thenApply(this::buckets);
    }

    private ProxyManager<String> buckets(StatefulRedisConnection<String, byte[]> made) {
        connection = made;
        return Bucket4jLettuce.casBasedBuilder(made)
                .requestTimeout(patience)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .build();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, TO_CONNECT);
        var _ = resources.shutdown(); // nobody waits for its threads
    }
}
