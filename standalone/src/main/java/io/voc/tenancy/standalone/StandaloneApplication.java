package io.voc.tenancy.standalone;

import io.voc.tenancy.command.CommandSide;
import io.voc.tenancy.gateway.Gateway;
import io.voc.tenancy.query.QuerySide;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All sides in one process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Gateway.class, CommandSide.class, QuerySide.class})
class StandaloneApplication {}
