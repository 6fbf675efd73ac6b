package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.eventstore.register.Condition;
import io.voc.tenancy.eventstore.register.RegisterChange;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a command wants stored, until its unit of work commits, and what came of it. */
public final class StagedCommit {

    private static final String RESOURCE = StagedCommit.class.getName();

    private final List<DomainEventMessage<?>> events = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<RegisterChange> changes = new ArrayList<>();
    private final Map<String, Long> cachedSequences = new HashMap<>();
    private boolean isAwaited;
    private @Nullable Appended outcome;

    StagedCommit() {}

    /** What the unit of work stages. */
    public static StagedCommit of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(RESOURCE, _ -> new StagedCommit());
    }

    /** The commit succeeds only if the condition holds then. */
    public void require(Condition condition) {
        conditions.add(condition);
    }

    /** Changes a register with the commit; what events change needs no mention. */
    public void change(RegisterChange change) {
        changes.add(change);
    }

    /** What the commit came to. */
    public Appended outcome() {
        return Objects.requireNonNull(outcome, "not committed");
    }

    /** The command was decided on an aggregate that was in memory, at this sequence. */
    void restsOn(String aggregateId, long sequence) {
        cachedSequences.putIfAbsent(aggregateId, sequence);
    }

    /** The aggregates that were in memory, with the sequences that they had. */
    Map<String, Long> cachedSequences() {
        return cachedSequences;
    }

    /** The aggregates that change, with the sequences that they were read at; -1 of new ones. */
    Map<String, Long> readSequences() {
        var read = new HashMap<String, Long>();
        events.forEach(event ->
                read.merge(
                        event.getAggregateIdentifier(), event.getSequenceNumber() - 1, Math::min));
        return read;
    }

    void add(DomainEventMessage<?> event) {
        events.add(event);
    }

    List<DomainEventMessage<?>> events() {
        return events;
    }

    /** What must be true when it commits. */
    public List<Condition> conditions() {
        return conditions;
    }

    List<RegisterChange> changes() {
        return changes;
    }

    boolean isEmpty() {
        return events.isEmpty() && conditions.isEmpty() && changes.isEmpty();
    }

    void await() {
        isAwaited = true;
    }

    boolean isAwaited() {
        return isAwaited;
    }

    void committed(Appended appended) {
        outcome = appended;
    }
}
