package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.correlation.Correlation;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.identity.InternalTokens;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** Asks the query side's nodes about API keys, in the gateway's own name. */
final class RemoteApiKeyDirectory implements ApiKeyDirectory {

    private static final Logger log = LoggerFactory.getLogger(RemoteApiKeyDirectory.class);
    private static final String VERIFY = "/api/v1/api-keys/verify";
    private static final RequestConfig PATIENCE =
            RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.ofSeconds(2))
                    .setResponseTimeout(Timeout.ofSeconds(5))
                    .setAuthenticationEnabled(false)
                    .build();

    private final Nodes querySide;
    private final HttpClient client;
    private final InternalTokens tokens;
    private final JsonMapper json;

    RemoteApiKeyDirectory(Sides sides, HttpClient client, InternalTokens tokens, JsonMapper json) {
        this.querySide = sides.query();
        this.client = client;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public ApiKeyVerification verify(String secret, String sourceIp) {
        return querySide
                .firstAnswer(node -> ask(node, secret, sourceIp))
                .orElseThrow(() ->
                        new Rejection(
                                RejectionCode.UNAVAILABLE,
                                "The API key can't be verified right now; try again"));
    }

    private Optional<ApiKeyVerification> ask(Node node, String secret, String sourceIp) {
        try {
            var answer =
                    client.execute(
                            node.host(),
                            question(node, secret, sourceIp),
                            given -> read(node, given));
            node.takeIn();
            return answer;
        } catch (ConnectException
                | ConnectTimeoutException
                | NoRouteToHostException
                | UnknownHostException unreachable) {
            node.leaveOut(unreachable);
        } catch (IOException failure) {
            log.warn("{} does not verify keys: {}", node, failure.toString());
        }
        return Optional.empty();
    }

    private HttpPost question(Node node, String secret, String sourceIp) {
        var question = new HttpPost(node.path(VERIFY));
        question.setConfig(PATIENCE);
        question.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.ofGateway());
        question.setHeader(Correlation.CORRELATION_HEADER, Correlation.correlationId());
        question.setEntity(
                new ByteArrayEntity(
                        json.writeValueAsBytes(Map.of("key", secret, "sourceIp", sourceIp)),
                        ContentType.APPLICATION_JSON));
        return question;
    }

    private Optional<ApiKeyVerification> read(Node node, ClassicHttpResponse answer)
            throws IOException {
        if (answer.getCode() != HttpStatus.SC_OK) {
            log.warn("{} does not verify keys: it answers {}", node, answer.getCode());
            return Optional.empty();
        }
        return Optional.of(
                json.readValue(
                        EntityUtils.toByteArray(answer.getEntity()), ApiKeyVerification.class));
    }
}
