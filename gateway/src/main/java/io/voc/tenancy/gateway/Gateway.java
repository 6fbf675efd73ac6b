package io.voc.tenancy.gateway;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * Brings in the edge's filters. The proxy is not among them: nothing in its package is a component.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class Gateway {}
