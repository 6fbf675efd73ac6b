package io.voc.tenancy.kit;

import io.voc.tenancy.kit.environment.EnvironmentVariables;
import io.voc.tenancy.kit.environment.InvalidEnvironmentException;
import io.voc.tenancy.kit.environment.ProcessKind;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Properties;

/**
 * Starts a process of this system: its environment is checked first, then its Spring application
 * runs.
 */
public final class ServiceProcess {

    /** Set to {@code true}, it makes a process end when its standard input does. */
    public static final String ENDS_WITH_INPUT = "END_WITH_INPUT";

    private static final String DEFAULTS = "tenancy-defaults.properties";

    private ServiceProcess() {}

    /**
     * Runs an application.
     *
     * @param environment the environment variables
     * @throws InvalidEnvironmentException before anything has started
     */
    public static ConfigurableApplicationContext run(
            ProcessKind process, Class<?> application, Map<String, String> environment) {
        keepToOurselves();
        return prepare(process, application, environment).run();
    }

    /**
     * Is the whole of a process's {@code main}: runs the application with the environment of this
     * process until it is stopped. A fault in the environment is told in one line.
     */
    public static void main(ProcessKind process, Class<?> application) {
        // until an application sets the levels, libraries would log in full detail
        LoggingSystem.get(ServiceProcess.class.getClassLoader()).beforeInitialize();
        try {
            var context = run(process, application, System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
        } catch (InvalidEnvironmentException e) {
            System.err.println(process.title() + ": " + e.getMessage());
            System.exit(1);
        }
        if ("true".equals(System.getenv(ENDS_WITH_INPUT))) {
            Thread.ofPlatform().daemon().name("supervised").start(ServiceProcess::endWithInput);
        }
    }

    /** Whoever has started this process holds its input open; it must not outlive them. */
    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // ended, too
        }
        System.exit(0);
    }

    /**
     * Axon would report each start to its vendor; it looks for this property before Spring's are
     * there.
     */
    private static void keepToOurselves() {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    private static SpringApplication prepare(
            ProcessKind process, Class<?> application, Map<String, String> environment) {
        var properties = defaults();
        properties.put("tenancy.behind-gateway", process.isBehindGateway());
        properties.putAll(EnvironmentVariables.toProperties(process, environment));
        return new SpringApplicationBuilder(application)
                .properties(properties)
                .registerShutdownHook(false)
                .beanNameGenerator(
                        org.springframework.context.annotation
                                .FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
                .build();
    }

    private static Properties defaults() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(DEFAULTS));
        } catch (IOException e) {
            throw new IllegalStateException(DEFAULTS + " is part of this module", e);
        }
    }
}
