package io.voc.tenancy.query.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends trails of any length: an entry is read when the one before it is written, so whoever reads
 * slowly slows the reading, and whoever hangs up ends it.
 */
@Component
class TrailExports {

    /** How many are sent by one node at the same time. */
    static final int AT_ONCE = 8;

    private final JsonMapper json;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Counter sent;
    private final Counter abandoned;

    TrailExports(JsonMapper json, MeterRegistry metrics) {
        this.json = json;
        sent =
                Counter.builder("audit.export.entries")
                        .description("entries of the trail that exports have sent")
                        .register(metrics);
        abandoned =
                Counter.builder("audit.export.abandoned")
                        .description("exports of the trail whose reader hung up")
                        .register(metrics);
        Gauge.builder("audit.exports", places, it -> AT_ONCE - it.availablePermits())
                .description("exports of the trail that are being sent by this node")
                .register(metrics);
    }

    /**
     * Sends all entries.
     *
     * @param withBody whether the answer has one, other than that to a HEAD
     * @throws Rejection {@code overloaded} when as many as may be are being sent
     */
    void send(
            Supplier<Iterator<AuditEntry>> entries,
            TrailFormat format,
            HttpServletResponse response,
            boolean withBody) {
        if (!places.tryAcquire()) {
            throw new Rejection(
                    RejectionCode.OVERLOADED,
                    "This node sends " + AT_ONCE + " exports already; try again");
        }
        try {
            var first = entries.get();
            var _ = first.hasNext(); // what fails before the answer begins is told
            response.setContentType(format.mediaType() + ";charset=UTF-8");
            if (withBody) {
                write(first, format, response.getOutputStream());
            }
        } catch (IOException _) {
            abandoned.increment(); // nobody is there to be told
        } finally {
            places.release();
        }
    }

    private void write(Iterator<AuditEntry> entries, TrailFormat format, OutputStream out)
            throws IOException {
        if (format == TrailFormat.CSV) {
            out.write(TrailCsv.HEAD.getBytes(StandardCharsets.UTF_8));
        }
        var line = line(format);
        while (entries.hasNext()) {
            out.write(line.apply(entries.next()).getBytes(StandardCharsets.UTF_8));
            sent.increment();
        }
        out.flush();
    }

    private Function<AuditEntry, String> line(TrailFormat format) {
        return format == TrailFormat.CSV
                ? new TrailCsv(json)::line
                : entry -> json.writeValueAsString(entry) + '\n';
    }
}
