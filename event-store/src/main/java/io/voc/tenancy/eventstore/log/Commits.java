package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.eventstore.register.Answer;
import io.voc.tenancy.eventstore.register.Condition.NotAnsweredYet;
import io.voc.tenancy.eventstore.register.EventChanges;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.eventstore.register.RegisterChange;
import io.voc.tenancy.eventstore.register.RegisterChange.AddDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.StoreAnswer;
import io.voc.tenancy.eventstore.register.SealedAnswers;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.NoDataKeyException;

import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.ConcurrencyException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** Stores what was staged and waits until that is certain. */
public final class Commits {

    private final Appender appender;
    private final EventCodec codec;
    private final DataKeys dataKeys;
    private final SealedAnswers answers;
    private final OwnCommits own;

    public Commits(Appender appender, EventCodec codec, DataKeys dataKeys, OwnCommits own) {
        this.appender = appender;
        this.codec = codec;
        this.dataKeys = dataKeys;
        this.answers = new SealedAnswers(dataKeys);
        this.own = own;
    }

    /**
     * Stores the answer to a request that changed nothing, such as a refusal. Throws what {@link
     * Appender#submit} says.
     */
    public Appended answered(IdempotencyKey key, Answer answer) {
        return await(
                new Append(
                        List.of(),
                        List.of(new NotAnsweredYet(key)),
                        List.of(answers.sealed(new StoreAnswer(key, answer)))));
    }

    /** Throws what {@link Appender#submit} says. */
    void store(StagedCommit staged) {
        var newTenants = tenants(staged, Commits::beginsTenant);
        try {
            var append = sealed(staged, newTenants);
            var appended = await(append);
            staged.committed(appended);
            newTenants.forEach(dataKeys::stored);
            tenants(staged, Commits::endsTenant).forEach(dataKeys::destroyed);
            own.tell(append, appended);
        } catch (NoDataKeyException e) {
            newTenants.forEach(dataKeys::evict);
            throw explained(staged, e);
        } catch (RuntimeException e) {
            // the key that was made for them may not be the one that is stored
            newTenants.forEach(dataKeys::evict);
            throw e;
        }
    }

    /** To whom such an event happens. */
    private static List<String> tenants(StagedCommit staged, Predicate<Object> what) {
        return staged.events().stream()
                .map(Message::getPayload)
                .filter(what)
                .map(event -> ((DomainEvent) event).tenantId())
                .toList();
    }

    /** With its onboarding, if it has one, as that is the first to have something to encrypt. */
    private static boolean beginsTenant(Object event) {
        return event instanceof OnboardingStarted
                || (event instanceof TenantRegistered it && it.onboardingId() == null);
    }

    private static boolean endsTenant(Object event) {
        return event instanceof TenantPurged || event instanceof OnboardingCompensated;
    }

    /** Keys for new tenants come first, as they seal what follows. */
    private Append sealed(StagedCommit staged, List<String> newTenants) {
        var changes = new ArrayList<RegisterChange>();
        newTenants.forEach(id -> changes.add(new AddDataKey(id, dataKeys.issue(id).wrapped())));
        staged.events().forEach(it -> changes.addAll(EventChanges.of(it.getPayload())));
        for (var change : staged.changes()) {
            changes.add(change instanceof StoreAnswer answer ? answers.sealed(answer) : change);
        }
        var events = staged.events().stream().map(codec::encode).toList();
        return new Append(events, staged.conditions(), changes);
    }

    /**
     * A tenant without a key is most likely purged: then the conditions tell better what is wrong,
     * or the aggregate does, once it is not the one in memory any more.
     */
    private RuntimeException explained(StagedCommit staged, NoDataKeyException noKey) {
        await(new Append(List.of(), staged.conditions(), List.of()));
        return staged.cachedSequences().isEmpty()
                ? noKey
                : new ConcurrencyException("decided on memory, but " + noKey.getMessage(), noKey);
    }

    private Appended await(Append append) {
        try {
            return appender.submit(append).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Rejection(
                    RejectionCode.UNAVAILABLE,
                    "The node is stopping; it may be stored: look before you try again");
        }
    }
}
