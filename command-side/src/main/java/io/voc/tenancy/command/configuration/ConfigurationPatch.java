package io.voc.tenancy.command.configuration;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.contract.MergePatch;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A merge patch of a configuration. In what it makes, a secret that is not there any more was
 * removed by the patch, whereas a new document keeps what it leaves out; within arrays, which a
 * patch replaces as a whole, it is as in a new document.
 */
record ConfigurationPatch(MergePatch patch) {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The secrets that are reached without passing through an array. */
    private static final List<JsonPointer> SECRETS =
            List.of(
                    JsonPointer.compile("/telephony/sipTrunk/password"),
                    JsonPointer.compile("/telephony/credentials/token"));

    /**
     * The configuration with the patch applied.
     *
     * @throws Rejection {@code configuration-too-large} when it could not be sent as a whole
     */
    JsonNode applyTo(JsonNode present) {
        var patched = patch.applyTo(present);
        SECRETS.forEach(secret -> {
            if (patched.at(secret.head()) instanceof ObjectNode holder) {
                holder.putIfAbsent(secret.last().getMatchingProperty(), holder.nullNode());
            }
        });
        if (patched.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                > MAX_BYTES) {
            throw new Rejection(
                    RejectionCode.CONFIGURATION_TOO_LARGE,
                    "The configuration would be larger than 4 MiB");
        }
        return patched;
    }
}
