package io.voc.tenancy.command;

import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The command side as a process of its own, of which any number may run. */
@EnableAutoConfiguration
@Import(CommandSide.class)
public final class CommandSideProcess {

    private CommandSideProcess() {}

    /** Runs until it is stopped, by the environment variables of the process. */
    public static void main(String[] arguments) {
        ServiceProcess.main(ProcessKind.COMMAND_SIDE, CommandSideProcess.class);
    }
}
