package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.command.usage.LedgerEntry.Extension;
import io.voc.tenancy.command.usage.LedgerEntry.Release;
import io.voc.tenancy.command.usage.LedgerEntry.Reservation;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.usage.ConsumptionResult;
import io.voc.tenancy.contracts.usage.ConsumptionView;
import io.voc.tenancy.contracts.usage.ReservationView;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** What both interfaces ask of the ledger, and how it answers. */
@Component
final class Usage {

    private static final String METRIC =
            """
            SELECT metric FROM command.usage_reservation
            WHERE reservation_id = :reservationId AND tenant_id = :tenantId
            """;

    private final Ledger ledger;
    private final MetricCatalogue metrics;
    private final Ids ids;
    private final JdbcClient jdbc;

    Usage(Ledger ledger, MetricCatalogue metrics, Ids ids, JdbcClient jdbc) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.ids = ids;
        this.jdbc = jdbc;
    }

    ConsumptionView consume(Consumption consumption) {
        check(metrics.faultOfUse(consumption.metric()).stream().toList());
        return view(consumption.metric(), written(submitted(consumption)));
    }

    /** Each record by itself, in their order, unless one of them is malformed. */
    List<ConsumptionResult> consume(List<Consumption> consumptions) {
        check(
                IntStream.range(0, consumptions.size())
                        .mapToObj(i -> fault(i, consumptions.get(i)))
                        .flatMap(Optional::stream)
                        .toList());
        var pending = consumptions.stream().map(this::submitted).toList();
        return IntStream.range(0, consumptions.size())
                .mapToObj(i -> result(consumptions.get(i), pending.get(i)))
                .toList();
    }

    ReservationView reserve(String tenantId, String metric, long ttlSeconds, String requestId) {
        check(metrics.faultOfReservation(metric).stream().toList());
        var id = ids.next(TypeId.RESERVATION);
        var answer =
                written(submitted(new Reservation(id, tenantId, metric, ttlSeconds, requestId)));
        return place(metric, answer);
    }

    ReservationView extend(String tenantId, String reservationId, long ttlSeconds) {
        var metric = metricOf(tenantId, reservationId);
        var answer = written(submitted(new Extension(reservationId, tenantId, metric, ttlSeconds)));
        return place(metric, answer);
    }

    void release(String tenantId, String reservationId) {
        var metric = metricOf(tenantId, reservationId);
        written(submitted(new Release(reservationId, tenantId, metric)));
    }

    /** A place's tenant and metric never change. */
    private String metricOf(String tenantId, String reservationId) {
        if (!TypeId.RESERVATION.matches(reservationId) || !TypeId.TENANT.matches(tenantId)) {
            throw Rejection.notFound(TypeId.RESERVATION.thing(), reservationId);
        }
        return jdbc
                .sql(METRIC)
                .param("reservationId", reservationId)
                .param("tenantId", tenantId)
                .query((row, _) -> row.getString("metric"))
                .list()
                .stream()
                .findFirst()
                .orElseThrow(() -> Rejection.notFound(TypeId.RESERVATION.thing(), reservationId));
    }

    private Optional<FieldFault> fault(int index, Consumption consumption) {
        return metrics.faultOfUse(consumption.metric())
                .map(fault ->
                        new FieldFault("/records/" + index + fault.pointer(), fault.detail()));
    }

    /** An id that has not even the form of one names nothing, and the ledger is not asked. */
    private CompletableFuture<LedgerAnswer> submitted(LedgerEntry entry) {
        if (!TypeId.TENANT.matches(entry.tenantId())) {
            return CompletableFuture.failedFuture(
                    Rejection.notFound(TypeId.TENANT.thing(), entry.tenantId()));
        }
        try {
            return ledger.submit(entry);
        } catch (Rejection overloaded) {
            return CompletableFuture.failedFuture(overloaded);
        }
    }

    private static ConsumptionResult result(
            Consumption consumption, CompletableFuture<LedgerAnswer> pending) {
        var metric = consumption.metric();
        try {
            var answer = written(pending);
            return new ConsumptionResult(
                    consumption.requestId(),
                    true,
                    metric,
                    answer.used(),
                    answer.limit(),
                    answer.remaining(),
                    answer.until(),
                    null,
                    null);
        } catch (Rejection refusal) {
            return new ConsumptionResult(
                    consumption.requestId(),
                    false,
                    metric,
                    null,
                    null,
                    null,
                    null,
                    refusal.code().code(),
                    refusal.detail());
        }
    }

    private static void check(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
    }

    private static ConsumptionView view(String metric, LedgerAnswer answer) {
        return new ConsumptionView(
                true, metric, answer.used(), answer.limit(), answer.remaining(), answer.until());
    }

    private static ReservationView place(String metric, LedgerAnswer answer) {
        return new ReservationView(
                Objects.requireNonNull(answer.reservationId()),
                metric,
                answer.used(),
                answer.limit(),
                Objects.requireNonNull(answer.until()));
    }

    private static LedgerAnswer written(CompletableFuture<LedgerAnswer> pending) {
        try {
            return pending.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Rejection refusal) {
                throw refusal;
            }
            throw failure;
        }
    }
}
