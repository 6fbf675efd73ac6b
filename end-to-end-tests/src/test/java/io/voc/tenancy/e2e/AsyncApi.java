package io.voc.tenancy.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/** The AsyncAPI document: the messages of the lifecycle stream, and what each must look like. */
final class AsyncApi {

    private static final ContractDocument DOCUMENT =
            new ContractDocument("contracts/asyncapi.yaml");
    private static final JsonNode CHANNEL = DOCUMENT.at("/channels/tenancy.lifecycle.v1");

    private AsyncApi() {}

    static String topic() {
        return CHANNEL.path("address").asString();
    }

    /** The types of events, as {@code ce_type} has them. */
    static List<String> types() {
        return CHANNEL.path("messages")
                .valueStream()
                .map(message -> DOCUMENT.resolved(message).path("name").asString())
                .toList();
    }

    /** What is wrong with a record by the document. */
    static List<String> faultsOf(LifecycleStream.Received event) {
        var type = event.headers().getOrDefault("ce_type", "none");
        var message = DOCUMENT.resolved(CHANNEL.path("messages").path(type));
        if (message.isMissingNode()) {
            return List.of("the type " + type + " is not documented");
        }
        var headers = JsonMapper.shared().<JsonNode>valueToTree(event.headers());
        var faults = new ArrayList<>(DOCUMENT.faultsOf(message.path("headers"), headers));
        faults.addAll(DOCUMENT.faultsOf(message.path("payload"), event.data()));
        var subject = event.data().path(type.contains(".plan.") ? "plan" : "tenantId").asString("");
        if (!subject.equals(event.key()) || !subject.equals(event.headers().get("ce_subject"))) {
            faults.add("key, ce_subject and what the data are about differ");
        }
        return faults;
    }
}
