package io.voc.tenancy.eventstore.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.Secret;
import io.voc.tenancy.contracts.configuration.Telephony.Credentials;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

class SecretsInClearTest {

    private static final Credentials CREDENTIALS = new Credentials("acme", Secret.of("hush"));

    @Test
    void are_read_as_they_were_written() {
        var json = JsonMapper.builder().addModule(new SecretsInClear()).build();

        var written = json.writeValueAsString(CREDENTIALS);

        assertThat(written).isEqualTo("{\"accountId\":\"acme\",\"token\":\"hush\"}");
        assertThat(json.readValue(written, Credentials.class)).isEqualTo(CREDENTIALS);
    }

    @Test
    void are_written_by_no_other_mapper() {
        assertThat(JsonMapper.shared().writeValueAsString(CREDENTIALS))
                .isEqualTo("{\"accountId\":\"acme\",\"token\":{\"set\":true}}");
    }
}
