package io.voc.tenancy.command.inbound;

import org.apache.kafka.clients.admin.NewTopic;

/** A topic that features read: it gets as many partitions as it is declared with. */
public record InboundTopic(NewTopic declared) {}
