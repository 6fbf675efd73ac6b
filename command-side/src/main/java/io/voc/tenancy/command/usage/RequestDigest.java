package io.voc.tenancy.command.usage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names a tenant's request in the ledger, without telling whose or what it was. */
final class RequestDigest {

    private RequestDigest() {}

    /** 128 bits of SHA-256. */
    static UUID of(LedgerEntry.Request request) {
        var text = request.tenantId() + '\n' + request.requestId();
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            var bits = ByteBuffer.wrap(digest);
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
