package io.voc.tenancy.kit.plan;

import io.voc.tenancy.contracts.plan.MetricCatalogue;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the metrics that this installation counts. */
@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

    @Bean
    MetricCatalogue metricCatalogue(@Value("${tenancy.metrics-file:}") String file) {
        return MetricFile.catalogue(file);
    }
}
