package io.voc.tenancy.kit.onboarding;

import io.voc.tenancy.contracts.onboarding.WorkflowCatalogue;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the workflows that new onboardings follow. */
@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

    @Bean
    WorkflowCatalogue workflowCatalogue(@Value("${tenancy.workflows-file:}") String file) {
        return WorkflowFile.catalogue(file);
    }
}
