package io.voc.tenancy.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes every further start quick: has this program and those of the separate processes write down
 * what they load while the demo uses them, and makes a cache of that for Java.
 */
@Command(
        name = "prepare",
        description =
                "Make every further start quick: run each program, and cache what Java learns of it.",
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        var installation = Installation.ofThisProcess();
        var own = Program.ofThisProcess();
        var programs = new ArrayList<>(List.of(own));
        SeparateProcesses.KINDS.stream().map(installation::program).forEach(programs::add);
        programs.forEach(PrepareCommand::forgetCache);
        say("running it in one process");
        TrialRun.of(own, own.recording(), "start");
        say("running it in separate processes");
        TrialRun.of(own, own.recordingOthers(), "start", "--separate");
        programs.forEach(this::makeCache);
    }

    /** Rather than overwriting it, as it may be in use. */
    private static void forgetCache(Program program) {
        try {
            Files.deleteIfExists(program.cache());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeCache(Program program) {
        say("making the cache of " + program.name());
        JavaProcess.run(program.caching());
        try {
            Files.delete(program.record());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
