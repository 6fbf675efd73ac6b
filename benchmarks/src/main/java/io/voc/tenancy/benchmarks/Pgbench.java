package io.voc.tenancy.benchmarks;

import io.voc.tenancy.embedded.PostgresDatabase;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator: prepared statements in one transaction, again and again. */
final class Pgbench {

    private static final int THREADS = 2;
    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

    private Pgbench() {}

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbench")));
    }

    /** Transactions per second of so many clients. */
    static double run(
            PostgresDatabase database, List<String> transaction, int clients, Settings settings)
            throws IOException, InterruptedException {
        var script = Files.createTempFile("pgbench", ".sql");
        try {
            Files.writeString(script, String.join(";\n", transaction) + ";\n");
            if (settings.warmUp().isPositive()) {
                run(database, script, clients, settings.warmUp());
            }
            return rate(run(database, script, clients, settings.time()));
        } finally {
            Files.delete(script);
        }
    }

    private static String run(PostgresDatabase database, Path script, int clients, Duration time)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                                "pgbench",
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs=" + THREADS,
                                "--time=" + time.toSeconds(),
                                "--file=" + script,
                                "--host=" + database.host(),
                                "--port=" + database.port(),
                                "--username=" + database.username(),
                                database.name())
                        .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pgbench failed:\n" + output);
        }
        return output;
    }

    private static double rate(String output) throws IOException {
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench tells no rate:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
