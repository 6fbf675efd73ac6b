package io.voc.tenancy.kit.grpc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.identity.Tokens;
import io.voc.tenancy.v1.AccessProto;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a call of this system's services pass only with a token that verifies and one of the roles
 * that the method's {@code roles} option names. Health and reflection are open.
 */
@Component
@GlobalServerInterceptor
@Order(2)
class TokenInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final String OWN_SERVICES = "voc.tenancy.";

    private final JwtDecoder tokens;
    private final Map<String, Set<Role>> rolesByMethod = new ConcurrentHashMap<>();

    TokenInterceptor(JwtDecoder tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor();
        if (!method.getFullMethodName().startsWith(OWN_SERVICES)) {
            return next.startCall(call, headers);
        }
        try {
            return Contexts.interceptCall(
                    authenticate(headers, roles(method)), call, headers, next);
        } catch (Rejection refusal) {
            var status = GrpcProblems.of(refusal);
            var trailers = status.getTrailers();
            call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
            return new ServerCall.Listener<>() {};
        }
    }

    private Context authenticate(Metadata headers, Set<Role> roles) {
        var token = decode(headers.get(AUTHORIZATION));
        var actor = Tokens.actorOf(token);
        if (actor.roles().stream().noneMatch(roles::contains)) {
            throw new Rejection(RejectionCode.FORBIDDEN, "This is not for the caller's role");
        }
        return GrpcActors.with(actor, roles, Objects.requireNonNull(token.getExpiresAt()));
    }

    private org.springframework.security.oauth2.jwt.Jwt decode(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Rejection(
                    RejectionCode.UNAUTHENTICATED,
                    "Send a bearer token in the authorization metadata");
        }
        try {
            return tokens.decode(authorization.substring(BEARER.length()));
        } catch (JwtException _) {
            throw new Rejection(RejectionCode.UNAUTHENTICATED, "The bearer token is not valid");
        }
    }

    private Set<Role> roles(MethodDescriptor<?, ?> method) {
        return rolesByMethod.computeIfAbsent(method.getFullMethodName(), _ -> readRoles(method));
    }

    private static Set<Role> readRoles(MethodDescriptor<?, ?> method) {
        if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto)) {
            return Set.of();
        }
        return proto.getMethodDescriptor().getOptions().getExtension(AccessProto.roles).stream()
                .map(claim -> Role.ofClaim(claim).orElseThrow())
                .collect(toUnmodifiableSet());
    }
}
