package io.voc.tenancy.query;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Folds a batch of events into rows: a row is loaded when the batch first touches it, changed in
 * memory by each event, and written once, in the transaction that also moves the projection's place
 * in the log. So each event counts exactly once.
 *
 * @param <R> a row
 */
public final class Fold<R> {

    private final Function<String, Optional<R>> load;
    private final Consumer<Collection<R>> save;
    private final String resource = Fold.class.getName() + System.identityHashCode(this);

    /**
     * A fold over rows by key.
     *
     * @param load reads a row in the batch's transaction
     * @param save writes all rows of a batch
     */
    public Fold(Function<String, Optional<R>> load, Consumer<Collection<R>> save) {
        this.load = load;
        this.save = save;
    }

    /** Lets an event change the row of a key; the change is given null when there is no row yet. */
    public void apply(UnitOfWork<?> batch, String key, UnaryOperator<@Nullable R> change) {
        var rows = rows(batch);
        R before = rows.containsKey(key) ? rows.get(key) : load.apply(key).orElse(null);
        R after = change.apply(before);
        if (after != null) {
            rows.put(key, after);
        }
    }

    /** Writes no such row of this batch; those of earlier batches are the caller's to delete. */
    public void forget(UnitOfWork<?> batch, Predicate<R> which) {
        rows(batch).values().removeIf(which);
    }

    private Map<String, R> rows(UnitOfWork<?> batch) {
        var root = batch.root();
        return root.getOrComputeResource(resource, _ -> begin(root));
    }

    private Map<String, R> begin(UnitOfWork<?> batch) {
        var rows = new HashMap<String, R>();
        batch.onPrepareCommit(_ -> save.accept(rows.values()));
        return rows;
    }
}
