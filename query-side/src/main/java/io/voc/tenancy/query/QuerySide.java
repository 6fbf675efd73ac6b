package io.voc.tenancy.query;

import io.voc.tenancy.eventstore.EventStoreConfiguration;
import io.voc.tenancy.eventstore.Migrations;
import io.voc.tenancy.eventstore.Processors;
import io.voc.tenancy.eventstore.log.OrderedLog;
import io.voc.tenancy.kit.ServiceKit;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

import java.util.List;

import javax.sql.DataSource;

/** Brings in the side that answers. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EntityScan
@EnableJpaRepositories
@Import({ServiceKit.class, EventStoreConfiguration.class})
public class QuerySide {

    public static final String TENANT_PROJECTION = "tenant-projection";
    public static final String CONFIGURATION_PROJECTION = "configuration-projection";
    public static final String API_KEY_PROJECTION = "api-key-projection";

    /** Plans, and what single tenants have beside them. */
    public static final String PLAN_PROJECTION = "plan-projection";

    public static final String ONBOARDING_PROJECTION = "onboarding-projection";

    /** With it a projection's token says exactly up to where its view is applied. */
    private static final int ONE_SEGMENT = 1;

    static final List<String> PROJECTIONS =
            List.of(
                    TENANT_PROJECTION,
                    CONFIGURATION_PROJECTION,
                    API_KEY_PROJECTION,
                    PLAN_PROJECTION,
                    ONBOARDING_PROJECTION);

    @Bean
    @DependsOn("eventStoreMigrations")
    FlywayMigrationInitializer querySideMigrations(DataSource dataSource) {
        return Migrations.of("query-side", dataSource);
    }

    @Bean
    ConfigurerModule projectionProcessors(
            OrderedLog log,
            ConnectionProvider connections,
            Serializer serializer,
            AppliedPositions applied) {
        return configurer ->
                PROJECTIONS.forEach(projection -> {
                    var follower = new ProjectionFollower(projection, applied);
                    Processors.register(
                            configurer.eventProcessing(),
                            projection,
                            ONE_SEGMENT,
                            ProjectionTokens.TABLE,
                            log,
                            connections,
                            serializer);
                    configurer
                            .eventProcessing()
                            .registerEventHandler(_ -> follower)
                            .assignHandlerInstancesMatching(
                                    projection, handler -> handler == follower);
                });
    }
}
