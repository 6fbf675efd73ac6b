package io.voc.tenancy.kit.grpc;

import io.grpc.Context;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.contract.AccessRule;

import java.time.Instant;
import java.util.Set;

/** The actor of the gRPC call being handled, and whether it reaches a tenant. */
public final class GrpcActors {

    private static final Context.Key<Caller> CALLER = Context.key("caller");

    private static final Set<String> NOT_FOR_KEYS = Set.of();

    private GrpcActors() {}

    static Context with(Actor actor, Set<Role> roles, Instant tokenEndsAt) {
        return Context.current().withValue(CALLER, new Caller(actor, roles, tokenEndsAt));
    }

    /**
     * The caller of the current method, which addresses a tenant.
     *
     * @throws Rejection {@code not-found} when the caller may not know of the tenant, {@code
     *     forbidden} when its role reaches only another
     */
    public static Actor reaching(String tenantId) {
        var caller = caller();
        AccessRule.check(caller.actor(), caller.roles(), NOT_FOR_KEYS, tenantId);
        return caller.actor();
    }

    /** The caller of the current method, which addresses no tenant by its id. */
    public static Actor current() {
        return caller().actor();
    }

    /** When the token of the current method's caller ends, for what goes on beyond that. */
    public static Instant tokenEndsAt() {
        return caller().tokenEndsAt();
    }

    private static Caller caller() {
        var caller = CALLER.get();
        if (caller == null) {
            throw new IllegalStateException("no authenticated call is being handled");
        }
        return caller;
    }

    private record Caller(Actor actor, Set<Role> roles, Instant tokenEndsAt) {}
}
