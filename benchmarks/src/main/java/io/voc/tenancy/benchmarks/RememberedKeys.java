package io.voc.tenancy.benchmarks;

import java.io.IOException;
import java.util.regex.Pattern;

/** How many keys a process remembers, and what all that lives on its heap takes then. */
final class RememberedKeys {

    private static final Pattern ENTRIES =
            Pattern.compile("(?m)^apikey_cache_entries(?:\\{.*})? (\\S+)$");

    private final JarProcess process;
    private final double keys;
    private final long bytes;

    /** As it is now. */
    RememberedKeys(JarProcess process) throws IOException, InterruptedException {
        this.process = process;
        this.bytes = process.liveBytes();
        var entries = ENTRIES.matcher(process.metrics());
        if (!entries.find()) {
            throw new IOException("the process does not tell how many keys it remembers");
        }
        this.keys = Double.parseDouble(entries.group(1));
    }

    /** What each key takes that it remembers by now and did not then. */
    double bytesForEachMore() throws IOException, InterruptedException {
        var now = new RememberedKeys(process);
        return (now.bytes - bytes) / (now.keys - keys);
    }
}
