package io.voc.tenancy.gateway.proxy;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.time.Duration;

/**
 * The connections to the sides' nodes. Apache's client, as it bounds connections for each node,
 * tells a refused connection from a lost one, repeats nothing by itself, and does on a virtual
 * thread with plain blocking sockets what the JDK's does over a selector and two more threads.
 */
final class Upstreams {

    private static final int CONNECTIONS_PER_NODE = 256;
    private static final int CONNECTIONS = 16 * CONNECTIONS_PER_NODE;
    private static final Timeout TO_CONNECT = Timeout.ofSeconds(2);

    /** Below the time for which a side keeps a connection open. */
    private static final Timeout IDLE = Timeout.ofSeconds(10);

    private static final TimeValue TRUSTED = TimeValue.ofSeconds(1);

    private Upstreams() {}

    /**
     * The pool of connections.
     *
     * @param patience how long to wait for an answer's first byte, and for each after
     */
    static PoolingHttpClientConnectionManager connections(Duration patience) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS_PER_NODE)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(TO_CONNECT)
                                .setSocketTimeout(Timeout.of(patience))
                                .setIdleTimeout(IDLE)
                                .setValidateAfterInactivity(TRUSTED)
                                .build())
                .build();
    }

    /** A client that sends what it is given and hands over what it gets, and nothing else. */
    static CloseableHttpClient client(
            PoolingHttpClientConnectionManager connections, Duration patience) {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(TO_CONNECT)
                                .setResponseTimeout(Timeout.of(patience))
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
}
