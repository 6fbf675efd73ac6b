package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.kit.contract.ApiContract;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.identity.InternalTokens;
import io.voc.tenancy.kit.problem.ProblemWriter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.databind.json.JsonMapper;

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
    ContentTypeFilter contentTypeFilter() {
        return new ContentTypeFilter();
    }

    @Bean
    ProxyExchange sideExchange(Sides sides, Upstreams upstreams) {
        return new SideExchange(sides, upstreams.client());
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
    Upstreams upstreams(@Value("${tenancy.answer-timeout:30s}") Duration patience) {
        return new Upstreams(patience);
    }

    @Bean
    ApiKeyDirectory apiKeyDirectory(
            Sides sides, Upstreams upstreams, InternalTokens tokens, JsonMapper json) {
        return new RemoteApiKeyDirectory(sides, upstreams.client(), tokens, json);
    }

    @Bean("command-side")
    HealthIndicator commandSideHealth(Sides sides, Upstreams upstreams) {
        return new SideHealth(sides.command(), upstreams.client());
    }

    @Bean("query-side")
    HealthIndicator querySideHealth(Sides sides, Upstreams upstreams) {
        return new SideHealth(sides.query(), upstreams.client());
    }
}
