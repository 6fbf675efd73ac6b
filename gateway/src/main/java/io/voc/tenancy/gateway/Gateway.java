package io.voc.tenancy.gateway;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Brings in the edge's filters. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class Gateway {}
