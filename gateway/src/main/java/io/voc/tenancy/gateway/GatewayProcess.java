package io.voc.tenancy.gateway;

import io.voc.tenancy.gateway.proxy.Proxy;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The edge as a process of its own, of which any number may run. */
@EnableAutoConfiguration
@Import({ServiceKit.class, Gateway.class, Proxy.class})
public final class GatewayProcess {

    private GatewayProcess() {}

    /** Runs until it is stopped, by the environment variables of the process. */
    public static void main(String[] arguments) {
        ServiceProcess.main(ProcessKind.GATEWAY, GatewayProcess.class);
    }
}
