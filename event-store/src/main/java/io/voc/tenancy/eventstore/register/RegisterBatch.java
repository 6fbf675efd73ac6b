package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.register.Condition.HasRoomFor;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.PlanUnused;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.RegisterChange.AddDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.AddGrant;
import io.voc.tenancy.eventstore.register.RegisterChange.ApiKeyChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AssignPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.CountChange;
import io.voc.tenancy.eventstore.register.RegisterChange.DestroyDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ReleaseSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.RemoveGrants;
import io.voc.tenancy.eventstore.register.RegisterChange.RemovePlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetOverrides;
import io.voc.tenancy.eventstore.register.RegisterChange.SetPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;
import io.voc.tenancy.eventstore.register.RegisterChange.UnassignPlan;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The registers as one batch of commits sees and changes them: what the batch touches is read once,
 * judged and changed in memory commit by commit, and written at the end. Only for use under the
 * log's head lock.
 */
public final class RegisterBatch {

    private final SlugRegister slugs = new SlugRegister();
    private final PlanRegister plans = new PlanRegister();
    private final OverrideRegister overrides = new OverrideRegister();
    private final GateRegister gates = new GateRegister(plans, overrides);
    private final GrantRegister grants = new GrantRegister();
    private final ApiKeyRegister keys = new ApiKeyRegister();
    private final CountRegister counts = new CountRegister();
    private final AnswerRegister answers = new AnswerRegister();
    private final DataKeyRegister dataKeys = new DataKeyRegister();

    /** Says what a commit will ask and change, before anything is read. */
    public void announce(List<Condition> conditions, List<RegisterChange> changes) {
        for (var condition : conditions) {
            switch (condition) {
                case TenantLetsThrough(String tenantId, TenantGate _) -> gates.announce(tenantId);
                case PlanExists(String plan) -> plans.announce(plan);
                case PlanUnused(String plan) -> plans.announceUse(plan);
                case WithinLimit(TenantResource of) -> {
                    gates.announce(of.tenantId());
                    overrides.announce(of.tenantId());
                }
                case HasRoomFor _ -> {} // a new tenant has nothing but what comes with it
                case NotAnsweredYet(IdempotencyKey key) -> answers.announce(key);
            }
        }
        for (var change : changes) {
            switch (change) {
                case ClaimSlug(String slug, String _) -> slugs.announce(slug);
                case ReleaseSlug(String slug, String _) -> slugs.announce(slug);
                case CountChange counted -> counts.announce(counted);
                case SetTenantStatus status -> gates.announce(status.tenantId());
                case SetPlan set -> plans.announceUse(set.plan());
                case RemovePlan(String plan) -> plans.announce(plan);
                case AssignPlan(String tenantId, String plan) -> {
                    gates.announce(tenantId);
                    plans.announce(plan);
                }
                case UnassignPlan(String tenantId) -> gates.announce(tenantId);
                case SetOverrides _,
                        AddGrant _,
                        RemoveGrants _,
                        ApiKeyChange _,
                        StoreAnswer _,
                        AddDataKey _,
                        DestroyDataKey _ -> {}
            }
        }
    }

    /** Adds the reading of what was announced. */
    public void read(SqlBatch sql) throws SQLException {
        slugs.read(sql);
        gates.read(sql);
        plans.readUses(sql);
        counts.read(sql);
        answers.read(sql);
    }

    /**
     * Whether a commit may take place after those accepted so far.
     *
     * @param now when it would be recorded
     * @throws AlreadyAnsweredException when its request was answered before, even if it would be
     *     refused now
     * @throws Rejection when a condition does not hold or a slug is taken
     */
    public void judge(List<Condition> conditions, List<RegisterChange> changes, Instant now) {
        for (var condition : conditions) {
            if (condition instanceof NotAnsweredYet(IdempotencyKey key)) {
                answers.judge(key, now);
            }
        }
        for (var condition : conditions) {
            switch (condition) {
                case TenantLetsThrough(String tenantId, TenantGate gate) ->
                        gates.judge(tenantId, gate);
                case PlanExists(String plan) -> plans.judgeExists(plan);
                case PlanUnused(String plan) -> plans.judgeUnused(plan);
                case WithinLimit(TenantResource of) ->
                        counts.judge(of, gates.limit(of, changes), changes);
                case HasRoomFor(TenantResource of, long number) ->
                        CountRegister.judge(of, number, gates.limit(of, changes));
                case NotAnsweredYet _ -> {} // judged first
            }
        }
        for (var change : changes) {
            if (change instanceof ClaimSlug(String slug, String tenantId)) {
                slugs.judge(slug, tenantId);
            }
        }
    }

    /**
     * Takes the changes of a commit that may take place.
     *
     * @param position the log's head after it
     */
    public void accept(List<RegisterChange> changes, long position, Instant recordedAt) {
        for (var change : changes) {
            switch (change) {
                case ClaimSlug(String slug, String tenantId) -> slugs.claim(slug, tenantId);
                case ReleaseSlug(String slug, String tenantId) -> slugs.release(slug, tenantId);
                case SetTenantStatus status -> gates.set(status);
                case SetPlan(String plan, List<Limit> limits) -> plans.set(plan, limits);
                case RemovePlan(String plan) -> plans.remove(plan);
                case AssignPlan(String tenantId, String plan) -> gates.assign(tenantId, plan);
                case UnassignPlan(String tenantId) -> gates.assign(tenantId, null);
                case ApiKeyChange changed -> keys.apply(changed);
                case SetOverrides(String tenantId, List<Limit> limits) ->
                        overrides.set(tenantId, limits);
                case AddGrant add -> grants.add(add.grant());
                case RemoveGrants(String tenantId) -> grants.removeAll(tenantId);
                case CountChange counted -> counts.change(counted);
                case StoreAnswer(IdempotencyKey key, Answer answer) ->
                        answers.store(key, answer, position, recordedAt);
                case AddDataKey(String tenantId, byte[] wrapped) -> dataKeys.add(tenantId, wrapped);
                case DestroyDataKey(String tenantId) -> dataKeys.destroy(tenantId);
            }
        }
    }

    /** Adds the writing of all that was accepted. */
    public void write(SqlBatch sql) throws SQLException {
        slugs.write(sql);
        gates.write(sql);
        plans.write(sql);
        overrides.write(sql);
        grants.write(sql);
        keys.write(sql);
        counts.write(sql);
        answers.write(sql);
        dataKeys.write(sql);
    }
}
