package io.voc.tenancy.gateway.proxy;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import java.io.IOException;

/** A side is there while one of its nodes is ready. */
final class SideHealth implements HealthIndicator {

    private static final RequestConfig PATIENCE =
            RequestConfig.custom()
                    .setResponseTimeout(Timeout.ofSeconds(2))
                    .setAuthenticationEnabled(false)
                    .build();

    private final Nodes nodes;
    private final HttpClient client;

    SideHealth(Nodes nodes, HttpClient client) {
        this.nodes = nodes;
        this.client = client;
    }

    @Override
    public Health health() {
        return nodes.inTurn().stream().anyMatch(this::isReady)
                ? Health.up().build()
                : Health.down().build();
    }

    private boolean isReady(Node node) {
        var question = new HttpGet(node.path("/ready"));
        question.setConfig(PATIENCE);
        try {
            return client.execute(node.host(), question, answer -> answer.getCode() < 500);
        } catch (IOException _) {
            return false;
        }
    }
}
