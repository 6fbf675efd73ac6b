package io.voc.tenancy.kit;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Brings in all that this module gives a process. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ServiceKit {}
