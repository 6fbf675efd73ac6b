package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.gateway.proxy.Operations.Path;
import io.voc.tenancy.kit.problem.ProblemWriter;

import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/**
 * The way of each request: an operation's to the side that serves it; a known path with another
 * method is answered here, as a side would; other paths are left to be not found.
 */
final class Routes implements RouterFunction<ServerResponse> {

    private final Operations operations;
    private final ProblemWriter problems;
    private final HandlerFunction<ServerResponse> proxy = HandlerFunctions.http();

    private Routes(Operations operations, ProblemWriter problems) {
        this.operations = operations;
        this.problems = problems;
    }

    static RouterFunction<ServerResponse> of(Operations operations, ProblemWriter problems) {
        return GatewayRouterFunctions.route("operations")
                .add(new Routes(operations, problems))
                .onError(Rejection.class, (failure, _) -> refusal(problems, (Rejection) failure))
                .build();
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return operations
                .path(request)
                .map(path -> {
                    // metrics name requests by it
                    request.attributes()
                            .put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, path.pattern());
                    return handler(path);
                });
    }

    private HandlerFunction<ServerResponse> handler(Path path) {
        return request ->
                path.operation(request.method())
                        .map(operation -> {
                            refuseForms(request);
                            MvcUtils.setRequestUrl(request, Sides.uri(operation.side()));
                            return proxy;
                        })
                        .orElse(other -> otherMethod(other.method(), path))
                        .handle(request);
    }

    /** Parameters are read from forms, too; what was read could not be passed on as it came. */
    private static void refuseForms(ServerRequest request) {
        if (request.method().equals(HttpMethod.POST)
                && request.headers()
                        .contentType()
                        .filter(MediaType.APPLICATION_FORM_URLENCODED::equalsTypeAndSubtype)
                        .isPresent()) {
            throw new Rejection(
                    RejectionCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json");
        }
    }

    private ServerResponse otherMethod(HttpMethod method, Path path) {
        if (method.equals(HttpMethod.OPTIONS)) {
            return ServerResponse.ok().allow(path.allMethods()).build();
        }
        var refusal =
                new Rejection(
                        RejectionCode.METHOD_NOT_ALLOWED,
                        "The method " + method + " is not for this path");
        return ServerResponse.status(refusal.code().kind().httpStatus())
                .allow(path.methods())
                .build((_, response) -> {
                    problems.write(response, refusal);
                    return null;
                });
    }

    private static ServerResponse refusal(ProblemWriter problems, Rejection refusal) {
        return ServerResponse.status(refusal.code().kind().httpStatus())
                .build((_, response) -> {
                    problems.write(response, refusal);
                    return null;
                });
    }
}
