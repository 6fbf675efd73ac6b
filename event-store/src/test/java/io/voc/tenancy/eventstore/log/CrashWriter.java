package io.voc.tenancy.eventstore.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/** Appends without end, each event under an id of its own, and tells what it was answered. */
final class CrashWriter {

    private static final int WRITERS = 32;
    private static final int SLUGS = 50_000;
    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private CrashWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        var config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(1_000);
        var appender = new Appender(new HikariDataSource(config), Clock.systemUTC(), () -> {});
        OUT.println("> ready.");
        for (int i = 0; i < WRITERS; i++) {
            Thread.ofPlatform().start(() -> writeWithoutEnd(appender));
        }
        Thread.currentThread().join();
    }

    private static void writeWithoutEnd(Appender appender) {
        while (true) {
            var id = "ten_" + UUID.randomUUID();
            var slug = "slug-" + ThreadLocalRandom.current().nextInt(SLUGS);
            try {
                appender.submit(Appends.first(id, new ClaimSlug(slug, id))).get();
                OUT.println("> stored " + id + ".");
            } catch (ExecutionException e) {
                tellRefusal(id, e.getCause());
            } catch (Rejection refusal) {
                tellRefusal(id, refusal);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /**
     * Taken slugs and databases that were away before the commit are a no; an unknown outcome is
     * neither.
     */
    private static void tellRefusal(String id, @Nullable Throwable cause) {
        if (cause instanceof Rejection refusal) {
            var isUnknown =
                    refusal.code() == RejectionCode.UNAVAILABLE
                            && refusal.detail().contains("look before");
            OUT.println("> " + (isUnknown ? "unknown " : "refused ") + id + ".");
        } else {
            OUT.println("> failed " + cause + ".");
        }
    }
}
