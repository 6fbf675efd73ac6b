package io.voc.tenancy.kit;

import io.voc.tenancy.kit.environment.EnvironmentVariables;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;

/**
 * Starts a process of this system: its environment is checked first, then its Spring application
 * runs.
 */
public final class ServiceProcess {

    private static final String DEFAULTS = "tenancy-defaults.properties";

    private ServiceProcess() {}

    /**
     * Runs an application.
     *
     * @param environment the environment variables
     * @throws io.voc.tenancy.kit.environment.InvalidEnvironmentException before anything has
     *     started
     */
    public static ConfigurableApplicationContext run(
            Class<?> application, Map<String, String> environment) {
        keepToOurselves();
        return prepare(application, environment).run();
    }

    /**
     * Axon would report each start to its vendor; it looks for this property before Spring's are
     * there.
     */
    private static void keepToOurselves() {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    private static SpringApplication prepare(
            Class<?> application, Map<String, String> environment) {
        var properties = defaults();
        properties.putAll(EnvironmentVariables.toProperties(environment));
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
