package io.voc.tenancy.query;

import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The query side as a process of its own, of which any number may run. */
@EnableAutoConfiguration
@Import(QuerySide.class)
public final class QuerySideProcess {

    private QuerySideProcess() {}

    /** Runs until it is stopped, by the environment variables of the process. */
    public static void main(String[] arguments) {
        ServiceProcess.main(ProcessKind.QUERY_SIDE, QuerySideProcess.class);
    }
}
