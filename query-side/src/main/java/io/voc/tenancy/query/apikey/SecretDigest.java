package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeySecret;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** SHA-256 of a secret, as small as it gets. */
record SecretDigest(long first, long second, long third, long fourth) {

    static SecretDigest of(String secret) {
        var bytes = ByteBuffer.wrap(ApiKeySecret.sha256(secret));
        return new SecretDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** As the register has it. */
    String hex() {
        var hex = HexFormat.of();
        return hex.toHexDigits(first)
                + hex.toHexDigits(second)
                + hex.toHexDigits(third)
                + hex.toHexDigits(fourth);
    }

    /** It is random anywhere. */
    @Override
    public int hashCode() {
        return (int) first;
    }
}
