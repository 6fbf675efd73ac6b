package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** One request on its way to a side, and whether another node may still be asked. */
final class Call {

    private static final Logger log = LoggerFactory.getLogger(Call.class);
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int REPEATS = 2;

    private final ProxyExchange.Request request;
    private final HttpServletRequest received;
    private final HttpClient client;
    private int lost;

    Call(ProxyExchange.Request request, HttpClient client) {
        this.request = request;
        this.received = request.getServerRequest().servletRequest();
        this.client = client;
    }

    /**
     * The node's answer; empty when another node may be asked: when nothing was sent, or nothing
     * but a read was lost.
     *
     * @throws Rejection when none may be
     */
    Optional<ServerResponse> ask(Node node) {
        try {
            var answer = send(node);
            node.takeIn();
            return Optional.of(answer);
        } catch (ConnectionRequestTimeoutException _) {
            throw new Rejection(
                    RejectionCode.OVERLOADED, "Too many requests are under way; try again");
        } catch (ConnectException
                | ConnectTimeoutException
                | NoRouteToHostException
                | UnknownHostException unreachable) {
            node.leaveOut(unreachable);
            return Optional.empty();
        } catch (SocketTimeoutException _) {
            log.warn("{} does not answer in time", node);
            throw unavailable();
        } catch (IOException failure) {
            log.warn("The answer of {} was lost: {}", node, failure.toString());
            if (!mayRepeat()) {
                throw unavailable();
            }
            return Optional.empty();
        }
    }

    static Rejection unavailable() {
        return new Rejection(
                RejectionCode.UNAVAILABLE, "The service can't answer right now; try again");
    }

    private boolean mayRepeat() {
        return READS.contains(request.getMethod()) && !hasBody() && lost++ < REPEATS;
    }

    private ServerResponse send(Node node) throws IOException {
        var sent = toSend(node);
        var answer = new UpstreamAnswer(sent, client.executeOpen(node.host(), sent, null));
        request.getResponseConsumers()
                .forEach(consumer -> consumer.accept(answer.received(), answer));
        return answer;
    }

    private HttpUriRequestBase toSend(Node node) throws IOException {
        var sent = new HttpUriRequestBase(request.getMethod().name(), URI.create("/"));
        sent.setPath(node.path(pathAndQuery())); // as it came, not as it is understood here
        request.getHeaders()
                .forEach((name, values) -> values.forEach(value -> sent.addHeader(name, value)));
        if (hasBody()) {
            sent.setEntity(
                    new InputStreamEntity(
                            received.getInputStream(), received.getContentLengthLong(), null));
        }
        return sent;
    }

    private String pathAndQuery() {
        var query = received.getQueryString();
        return query == null ? received.getRequestURI() : received.getRequestURI() + "?" + query;
    }

    private boolean hasBody() {
        return received.getContentLengthLong() > 0
                || received.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
}
