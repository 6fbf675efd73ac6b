package io.voc.tenancy.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.grpc.BindableService;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.kit.ServiceProcess;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.spring.stereotype.Aggregate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;

class ArchitectureTest {

    private static final JavaClasses SYSTEM =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.voc.tenancy");

    @Nested
    class Modules {

        @Test
        void decide_and_answer_apart() {
            noClasses()
                    .that()
                    .resideInAPackage("io.voc.tenancy.command..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.voc.tenancy.query..")
                    .check(SYSTEM);
            noClasses()
                    .that()
                    .resideInAPackage("io.voc.tenancy.query..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.voc.tenancy.command..")
                    .check(SYSTEM);
        }

        @Test
        void share_a_vocabulary_that_needs_nothing_but_the_language() {
            classes()
                    .that()
                    .resideInAPackage("io.voc.tenancy.contracts..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                            "io.voc.tenancy.contracts..",
                                            "java..",
                                            "org.jspecify.annotations")
                                    .and(not(resideInAnyPackage("java.sql..", "java.net.."))))
                    .check(SYSTEM);
        }

        @Test
        void that_have_an_edge_alone_know_what_an_edge_needs() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.voc.tenancy.kit..",
                            "io.voc.tenancy.gateway..",
                            "io.voc.tenancy.command..",
                            "io.voc.tenancy.query..",
                            "io.voc.tenancy.standalone..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.voc.tenancy.kit..")
                    .check(SYSTEM);
        }

        @Test
        void run_on_servers_that_only_standalone_embeds() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.voc.tenancy.embedded..", "io.voc.tenancy.standalone..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.voc.tenancy.embedded..")
                    .check(SYSTEM);
        }

        @Test
        void proxy_in_the_gateway_process_alone() {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.voc.tenancy.gateway.proxy..")
                    .and()
                    .doNotHaveSimpleName("GatewayProcess")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.voc.tenancy.gateway.proxy..",
                            "org.springframework.cloud..",
                            "org.apache.hc..")
                    .check(SYSTEM);
            noClasses()
                    .that()
                    .resideInAPackage("io.voc.tenancy.gateway.proxy..")
                    .should()
                    .beMetaAnnotatedWith(Component.class)
                    .because("standalone scans the gateway's packages and has no proxy's libraries")
                    .check(SYSTEM);
        }

        @ParameterizedTest
        @ValueSource(strings = {"contracts", "eventstore", "kit", "gateway", "embedded"})
        void stand_on_each_other_and_never_the_other_way_round(String lower) {
            noClasses()
                    .that()
                    .resideInAPackage("io.voc.tenancy." + lower + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.voc.tenancy.command..",
                            "io.voc.tenancy.query..",
                            "io.voc.tenancy.standalone..")
                    .check(SYSTEM);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.voc.tenancy.(*)..",
                    "io.voc.tenancy.contracts.(*)..",
                    "io.voc.tenancy.(eventstore..)",
                    "io.voc.tenancy.kit.(*)..",
                })
        void have_no_cycles(String slices) {
            slices().matching(slices)
                    .should()
                    .beFreeOfCycles()
                    // a list of all events must know them all, and lies beside what they implement
                    .ignoreDependency(type(EventCatalogue.class), alwaysTrue())
                    .check(SYSTEM);
        }
    }

    @Nested
    class Features {

        @ParameterizedTest
        @ValueSource(strings = {"io.voc.tenancy.command.(*)..", "io.voc.tenancy.query.(*).."})
        void of_a_side_know_nothing_of_each_other(String slices) {
            slices().matching(slices)
                    .should()
                    .notDependOnEachOther()
                    // what every feature's writes go through, and what comes by Kafka
                    .ignoreDependency(
                            alwaysTrue(),
                            resideInAnyPackage(
                                    "io.voc.tenancy.command.write",
                                    "io.voc.tenancy.command.inbound"))
                    .check(SYSTEM);
        }

        @Test
        void leave_the_stored_form_of_events_to_the_event_store() {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.voc.tenancy.eventstore..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.voc.tenancy.eventstore.serialization..")
                    .check(SYSTEM);
        }

        @Test
        void are_decided_by_aggregates_that_only_their_package_sees() {
            classes()
                    .that()
                    .areAnnotatedWith(Aggregate.class)
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .resideInAPackage("io.voc.tenancy.command..")
                    .check(SYSTEM);
            fields().that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(Aggregate.class)
                    .should()
                    .bePrivate()
                    .check(SYSTEM);
        }

        @Test
        void are_reached_through_edges_named_by_their_interface() {
            classes()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .haveSimpleNameEndingWith("RestApi")
                    .check(SYSTEM);
            classes()
                    .that(are(assignableTo(BindableService.class)))
                    .and()
                    .resideOutsideOfPackage("io.voc.tenancy.v1..")
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .haveSimpleNameEndingWith("GrpcApi")
                    .check(SYSTEM);
        }

        @Test
        void follow_the_log_in_classes_that_only_their_package_sees() {
            classes()
                    .that()
                    .areAnnotatedWith(ProcessingGroup.class)
                    .should()
                    .bePackagePrivate()
                    .check(SYSTEM);
        }
    }

    @Nested
    class Events {

        @Test
        void are_all_in_the_catalogue() {
            var events = SYSTEM.that(are(assignableTo(DomainEvent.class))).that(not(INTERFACES));

            assertThat(events.stream().<Class<?>>map(event -> event.reflect()))
                    .containsExactlyInAnyOrderElementsOf(EventCatalogue.events().toList());
        }

        @Test
        void live_in_the_contracts_as_records() {
            classes()
                    .that(are(assignableTo(DomainEvent.class)))
                    .and()
                    .areNotInterfaces()
                    .should()
                    .beRecords()
                    .andShould()
                    .resideInAPackage("io.voc.tenancy.contracts..")
                    .check(SYSTEM);
        }
    }

    @Nested
    class Code {

        @Test
        void is_given_what_it_needs_by_constructors() {
            NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(SYSTEM);
        }

        @Test
        void logs_through_one_door() {
            NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(SYSTEM);
            // the main of a process tells in one line what keeps it from starting
            NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                    SYSTEM.that(are(not(equivalentTo(ServiceProcess.class)))));
        }

        @Test
        void is_told_the_time_by_a_clock() {
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .check(SYSTEM);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.voc.tenancy.kit.identity",
                            "io.voc.tenancy.standalone",
                            "io.voc.tenancy.examples..") // programs of their own
                    .should()
                    .callMethod(Clock.class, "systemUTC")
                    .check(SYSTEM);
        }

        @Test
        void has_no_fields_for_all_to_change() {
            noFields()
                    .that()
                    .areDeclaredInClassesThat(not(resideInAPackage("io.voc.tenancy.v1..")))
                    .should()
                    .bePublic()
                    .andShould()
                    .notHaveModifier(JavaModifier.FINAL)
                    .check(SYSTEM);
        }
    }
}
