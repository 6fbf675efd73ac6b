package io.voc.tenancy.contracts.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.configuration.AiAgent.Model;
import io.voc.tenancy.contracts.configuration.AiAgent.Purpose;
import io.voc.tenancy.contracts.configuration.Telephony.PhoneNumber;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;

class ConfigurationRulesTest {

    private static final String NUMBER = "+442071838750";
    private static final String OTHER_NUMBER = "+4930901820";

    @Nested
    class A_sound_configuration {

        @Test
        void may_be_empty() {
            assertThat(ConfigurationRules.faultsOf(new TenantConfiguration(List.of(), null)))
                    .isEmpty();
        }

        @Test
        void may_have_numbers_without_agents() {
            assertThat(faults(List.of(), number(NUMBER, null, null))).isEmpty();
        }

        @Test
        void has_numbers_that_enabled_agents_serve() {
            assertThat(
                            faults(
                                    List.of(enabled("reception"), enabled("sales")),
                                    number(NUMBER, "reception", "sales"),
                                    number(OTHER_NUMBER, "reception", "reception")))
                    .isEmpty();
        }

        @Test
        void may_have_a_disabled_agent_that_serves_no_number() {
            assertThat(faults(List.of(disabled("reception")), number(NUMBER, null, null)))
                    .isEmpty();
        }
    }

    @Nested
    class Agents {

        @Test
        void have_ids_of_their_own() {
            assertThat(
                            faults(
                                    List.of(
                                            enabled("reception"),
                                            enabled("sales"),
                                            enabled("reception"),
                                            disabled("reception"))))
                    .containsExactly(
                            new FieldFault(
                                    "/aiAgents/2/id", "Another agent has the id reception already"),
                            new FieldFault(
                                    "/aiAgents/3/id",
                                    "Another agent has the id reception already"));
        }
    }

    @Nested
    class Numbers {

        @Test
        void are_listed_once() {
            assertThat(
                            faults(
                                    List.of(),
                                    number(NUMBER, null, null),
                                    number(OTHER_NUMBER, null, null),
                                    number(NUMBER, null, null)))
                    .containsExactly(
                            new FieldFault(
                                    "/telephony/numbers/2/number",
                                    "The number " + NUMBER + " is listed twice"));
        }

        @Test
        void are_answered_by_an_agent_that_is_there() {
            assertThat(faults(List.of(enabled("sales")), number(NUMBER, "reception", "sales")))
                    .containsExactly(
                            new FieldFault(
                                    "/telephony/numbers/0/inboundAgentId",
                                    "There is no agent reception"));
        }

        @Test
        void are_called_from_by_an_agent_that_is_there() {
            assertThat(faults(List.of(enabled("sales")), number(NUMBER, "sales", "reception")))
                    .containsExactly(
                            new FieldFault(
                                    "/telephony/numbers/0/outboundAgentId",
                                    "There is no agent reception"));
        }

        @Test
        void are_served_by_enabled_agents() {
            assertThat(
                            faults(
                                    List.of(disabled("reception")),
                                    number(NUMBER, "reception", "reception")))
                    .containsExactly(
                            new FieldFault(
                                    "/telephony/numbers/0/inboundAgentId",
                                    "The agent reception is not enabled"),
                            new FieldFault(
                                    "/telephony/numbers/0/outboundAgentId",
                                    "The agent reception is not enabled"));
        }
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThat(
                        faults(
                                List.of(enabled("sales"), enabled("sales"), disabled("reception")),
                                number(NUMBER, "reception", null),
                                number(NUMBER, null, "nobody")))
                .extracting(FieldFault::pointer)
                .containsExactly(
                        "/aiAgents/1/id",
                        "/telephony/numbers/0/inboundAgentId",
                        "/telephony/numbers/1/number",
                        "/telephony/numbers/1/outboundAgentId");
    }

    private static List<FieldFault> faults(List<AiAgent> agents, PhoneNumber... numbers) {
        return ConfigurationRules.faultsOf(
                new TenantConfiguration(
                        agents, new Telephony(Telephony.Provider.SIP, List.of(numbers))));
    }

    private static PhoneNumber number(
            String number, @Nullable String inboundAgentId, @Nullable String outboundAgentId) {
        return new PhoneNumber(number, null, inboundAgentId, outboundAgentId);
    }

    private static AiAgent enabled(String id) {
        return agent(id, true);
    }

    private static AiAgent disabled(String id) {
        return agent(id, false);
    }

    private static AiAgent agent(String id, boolean enabled) {
        return new AiAgent(
                id,
                "An agent",
                Purpose.SUPPORT,
                enabled,
                "en-GB",
                new Model("example", "fast-1", null, null));
    }
}
