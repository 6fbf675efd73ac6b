package io.voc.tenancy.command.usage;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.contracts.usage.ReservationView;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reservations over REST. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/reservations", produces = APPLICATION_JSON_VALUE)
class ReservationRestApi {

    private final Usage usage;

    ReservationRestApi(Usage usage) {
        this.usage = usage;
    }

    record ReserveRequest(String metric, long ttlSeconds, String requestId) {}

    record ExtendReservationRequest(long ttlSeconds) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ReservationView reserve(@PathVariable String tenantId, @RequestBody ReserveRequest request) {
        return usage.reserve(tenantId, request.metric(), request.ttlSeconds(), request.requestId());
    }

    @PutMapping(path = "/{reservationId}", consumes = APPLICATION_JSON_VALUE)
    ReservationView extend(
            @PathVariable String tenantId,
            @PathVariable String reservationId,
            @RequestBody ExtendReservationRequest request) {
        return usage.extend(tenantId, reservationId, request.ttlSeconds());
    }

    @DeleteMapping("/{reservationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String tenantId, @PathVariable String reservationId) {
        usage.release(tenantId, reservationId);
    }
}
