package io.voc.tenancy.contracts.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.AiAgent.Webhook;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

class SecretsKeptTest {

    private static final String URL = "https://a.example";
    private static final Secret OLD = Secret.of("old");

    private final TenantConfiguration present =
            document(agent("a", URL, OLD), agent("b", URL, null));

    @Nested
    class A_new_document {

        @Test
        void keeps_what_it_leaves_out_or_says_to_keep() {
            for (var wanted : new @Nullable Secret[] {null, Secret.KEPT}) {
                var kept = SecretsKept.from(present, document(agent("a", URL, wanted)));

                assertThat(kept.faults()).isEmpty();
                assertThat(kept.document()).isEqualTo(document(agent("a", URL, OLD)));
            }
        }

        @Test
        void sets_and_removes() {
            assertThat(
                            SecretsKept.from(present, document(agent("a", URL, Secret.of("new"))))
                                    .document())
                    .isEqualTo(document(agent("a", URL, Secret.of("new"))));
            assertThat(
                            SecretsKept.from(present, document(agent("a", URL, Secret.REMOVED)))
                                    .document())
                    .isEqualTo(document(agent("a", URL, null)));
        }

        @Test
        void finds_the_holder_by_its_id_and_nobody_else() {
            var swapped =
                    document(agent("b", URL, null), agent("c", URL, null), agent("a", URL, null));

            assertThat(SecretsKept.from(present, swapped).document())
                    .isEqualTo(
                            document(
                                    agent("b", URL, null),
                                    agent("c", URL, null),
                                    agent("a", URL, OLD)));
        }

        @Test
        void shows_no_secret_to_another() {
            for (var wanted : new @Nullable Secret[] {null, Secret.KEPT}) {
                var kept =
                        SecretsKept.from(
                                present, document(agent("a", "https://b.example", wanted)));

                assertThat(kept.faults())
                        .extracting(FieldFault::pointer)
                        .containsExactly("/aiAgents/0/webhook/secret");
                assertThat(ConfigurationSecrets.in(kept.document())).isEmpty();
            }
        }

        @Test
        void can_not_keep_what_there_is_not() {
            assertThat(SecretsKept.from(present, document(agent("b", URL, Secret.KEPT))).faults())
                    .extracting(FieldFault::pointer)
                    .containsExactly("/aiAgents/0/webhook/secret");
        }
    }

    @Nested
    class An_earlier_document {

        @Test
        void gets_todays_secrets_at_the_same_address() {
            assertThat(
                            SecretsKept.inEarlier(
                                    present, document(agent("a", URL, Secret.of("older")))))
                    .isEqualTo(document(agent("a", URL, OLD)));
        }

        @Test
        void never_brings_a_secret_back() {
            assertThat(
                            SecretsKept.inEarlier(
                                    present,
                                    document(
                                            agent("a", "https://b.example", Secret.of("older")),
                                            agent("b", URL, Secret.of("older")),
                                            agent("c", URL, Secret.of("older")))))
                    .isEqualTo(
                            document(
                                    agent("a", "https://b.example", null),
                                    agent("b", URL, null),
                                    agent("c", URL, null)));
        }
    }

    @Nested
    class A_secret {

        @Test
        void does_not_show_itself() {
            assertThat(document(agent("a", URL, OLD)).toString()).doesNotContain("old");
        }

        @Test
        void is_equal_to_the_same_text_alone() {
            assertThat(OLD).isEqualTo(Secret.of("old")).hasSameHashCodeAs(Secret.of("old"));
            assertThat(OLD).isNotEqualTo(Secret.of("new")).isNotEqualTo(Secret.KEPT);
            assertThat(Secret.KEPT).isNotEqualTo(Secret.REMOVED);
        }
    }

    private static TenantConfiguration document(AiAgent... agents) {
        return new TenantConfiguration(Stream.of(agents).toList(), null);
    }

    private static AiAgent agent(String id, String url, @Nullable Secret secret) {
        return new AiAgent(
                        id, "An agent", Purpose.SURVEY, true, "en", new Model("p", "m", null, null))
                .withWebhook(new Webhook(url, null, secret));
    }
}
