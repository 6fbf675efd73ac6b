package io.voc.tenancy.query.configuration;

/**
 * A configuration as its bytes go over the wire, so that it is made once however often it is sent.
 *
 * @param version 0 until the first one is stored
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
record RenderedConfiguration(long version, byte[] bytes) {

    int size() {
        return bytes.length;
    }
}
