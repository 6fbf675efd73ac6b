package io.voc.tenancy.gateway.proxy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.voc.tenancy.kit.contract.ApiContract;
import io.voc.tenancy.kit.problem.ProblemWriter;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;

/** Brings in the proxy: routes by the contract, exchanges with the sides' nodes, their health. */
@PropertySource("classpath:gateway-process.properties")
public class Proxy {

    @Bean
    Sides sides(
            @Value("${tenancy.command-url}") String commandUrls,
            @Value("${tenancy.query-url}") String queryUrls) {
        return new Sides(Nodes.at(commandUrls), Nodes.at(queryUrls));
    }

    @Bean
    RouterFunction<ServerResponse> routes(ApiContract contract, ProblemWriter problems) {
        return Routes.of(new Operations(contract.operations()), problems);
    }

    @Bean
    ProxyExchange sideExchange(Sides sides, CloseableHttpClient client) {
        return new SideExchange(sides, client);
    }

    @Bean
    RequestHttpHeadersFilter requestHeaders() {
        return new RequestHeaders();
    }

    @Bean
    ResponseHttpHeadersFilter answerHeaders() {
        return new AnswerHeaders();
    }

    @Bean
    PoolingHttpClientConnectionManager upstreamConnections(
            @Value("${tenancy.answer-timeout}") Duration patience) {
        return Upstreams.connections(patience);
    }

    @Bean
    CloseableHttpClient upstreamClient(
            PoolingHttpClientConnectionManager connections,
            @Value("${tenancy.answer-timeout}") Duration patience) {
        return Upstreams.client(connections, patience);
    }

    @Bean
    MeterBinder upstreamMetrics(PoolingHttpClientConnectionManager connections) {
        return registry -> {
            Gauge.builder(
                            "gateway.upstream.connections.used",
                            connections,
                            pool -> pool.getTotalStats().getLeased())
                    .register(registry);
            Gauge.builder(
                            "gateway.upstream.connections.awaited",
                            connections,
                            pool -> pool.getTotalStats().getPending())
                    .register(registry);
        };
    }

    @Bean("command-side")
    HealthIndicator commandSideHealth(Sides sides, CloseableHttpClient client) {
        return new SideHealth(sides.command(), client);
    }

    @Bean("query-side")
    HealthIndicator querySideHealth(Sides sides, CloseableHttpClient client) {
        return new SideHealth(sides.query(), client);
    }
}
