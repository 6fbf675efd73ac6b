package io.voc.tenancy.gateway.proxy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.time.Duration;

/**
 * The connections to the sides' nodes. Apache's client, as it bounds connections for each node,
 * tells a refused connection from a lost one, repeats nothing by itself, and does on a virtual
 * thread with plain blocking sockets what the JDK's does over a selector and two more threads.
 */
final class Upstreams implements MeterBinder, AutoCloseable {

    private static final int CONNECTIONS_PER_NODE = 256;
    private static final int CONNECTIONS = 16 * CONNECTIONS_PER_NODE;
    private static final Timeout TO_CONNECT = Timeout.ofSeconds(2);

    /** Below the time for which a side keeps a connection open. */
    private static final Timeout IDLE = Timeout.ofSeconds(10);

    /** A connection that rested longer is looked at before it is used: it may have been closed. */
    private static final TimeValue TRUSTED = TimeValue.ofMilliseconds(100);

    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;

    /**
     * Connects when it is asked to.
     *
     * @param patience how long a side may be silent, before its answer and in the middle of it
     */
    Upstreams(Duration patience) {
        this.connections = connections(Timeout.of(patience));
        this.client = client(connections, Timeout.of(patience));
    }

    /** Sends what it is given and hands over what it gets, and does nothing else. */
    HttpClient client() {
        return client;
    }

    private static PoolingHttpClientConnectionManager connections(Timeout patience) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS_PER_NODE)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(TO_CONNECT)
                                .setSocketTimeout(patience)
                                .setIdleTimeout(IDLE)
                                .setValidateAfterInactivity(TRUSTED)
                                .build())
                .build();
    }

    private static CloseableHttpClient client(
            PoolingHttpClientConnectionManager connections, Timeout patience) {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(TO_CONNECT)
                                .setResponseTimeout(patience)
                                .setAuthenticationEnabled(false)
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("gateway.upstream.connections.used", this, Upstreams::used)
                .register(registry);
        Gauge.builder("gateway.upstream.connections.awaited", this, Upstreams::awaited)
                .register(registry);
    }

    private int used() {
        return connections.getTotalStats().getLeased();
    }

    private int awaited() {
        return connections.getTotalStats().getPending();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
