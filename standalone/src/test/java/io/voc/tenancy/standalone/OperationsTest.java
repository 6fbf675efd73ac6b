package io.voc.tenancy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.kit.contract.ApiContract;
import io.voc.tenancy.kit.contract.MergePatch;
import io.voc.tenancy.kit.contract.Side;
import io.voc.tenancy.v1.AccessProto;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.io.ClassPathResource;
import org.springframework.grpc.server.service.GrpcService;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The code and the documents list the same operations. */
class OperationsTest {

    private static final JavaClasses SYSTEM =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.voc.tenancy");

    @Nested
    class Rest {

        private static final Mappings MAPPINGS = new Mappings();

        static Stream<String> operations() {
            return controllers().flatMap(MAPPINGS::operations);
        }

        static Stream<Class<?>> bodies() {
            return controllers()
                    .flatMap(MAPPINGS::handlers)
                    .flatMap(handler -> Arrays.stream(handler.getParameters()))
                    .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                    .<Class<?>>map(parameter -> parameter.getType())
                    // what it makes of its target is held against the schema of that
                    .filter(body -> body != MergePatch.class)
                    .distinct();
        }

        @Test
        void has_the_operations_of_the_openapi_document_and_no_others() throws IOException {
            assertThat(operations())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(documented());
        }

        @ParameterizedTest
        @MethodSource("operations")
        void lets_some_role_in_everywhere(String operation) {
            var methodAndPath = operation.split(" ", 2);

            assertThat(new ApiContract().roles(methodAndPath[0], methodAndPath[1]))
                    .hasValueSatisfying(roles -> assertThat(roles).isNotEmpty());
        }

        @Test
        void are_served_by_the_sides_that_the_document_names() {
            assertThat(new ApiContract().operations())
                    .allSatisfy(operation ->
                            assertThat(operationsOf(operation.side()))
                                    .contains(operation.method() + " " + operation.path()));
        }

        private static Stream<String> operationsOf(Side side) {
            var folder = "io.voc.tenancy." + side.name().toLowerCase(Locale.ROOT) + ".";
            return controllers()
                    .filter(controller -> controller.getName().startsWith(folder))
                    .flatMap(MAPPINGS::operations);
        }

        @ParameterizedTest
        @MethodSource("bodies")
        void takes_bodies_that_the_document_describes(Class<?> body) throws IOException {
            var schema = document().at("/components/schemas/" + body.getSimpleName());

            assertThat(schema.path("additionalProperties").asString()).isEqualTo("false");
            assertThat(
                            schema.path("properties")
                                    .propertyStream()
                                    .filter(it -> !it.getValue().path("readOnly").asBoolean(false))
                                    .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(body.getRecordComponents())
                                    .map(RecordComponent::getName)
                                    .toList());
        }

        private static Stream<Class<?>> controllers() {
            return SYSTEM.stream()
                    .filter(type -> type.isAnnotatedWith(RestController.class))
                    .map(JavaClass::reflect);
        }

        private static List<String> documented() throws IOException {
            return document()
                    .path("paths")
                    .propertyStream()
                    .flatMap(path ->
                            path.getValue().propertyNames().stream()
                                    .filter(member -> !member.equals("parameters"))
                                    .map(method ->
                                            method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                    .toList();
        }

        private static JsonNode document() throws IOException {
            try (var in = new ClassPathResource("contracts/openapi.yaml").getInputStream()) {
                return YAMLMapper.shared().readTree(in);
            }
        }
    }

    /** Reads mappings as Spring does. */
    private static final class Mappings extends RequestMappingHandlerMapping {

        Stream<String> operations(Class<?> controller) {
            return mapped(controller).values().stream()
                    // a handler for a parameter's sake is part of an operation that has another
                    .filter(info -> info.getParamsCondition().isEmpty())
                    .flatMap(info ->
                            info.getMethodsCondition().getMethods().stream()
                                    .flatMap(method ->
                                            info.getPatternValues().stream()
                                                    .map(path -> method + " " + path)));
        }

        Stream<Method> handlers(Class<?> controller) {
            return mapped(controller).keySet().stream();
        }

        private Map<Method, RequestMappingInfo> mapped(Class<?> controller) {
            return MethodIntrospector.selectMethods(
                    controller, (Method method) -> getMappingForMethod(method, controller));
        }
    }

    @Nested
    class Grpc {

        static Stream<ServiceDescriptor> services() {
            return SYSTEM.stream()
                    .filter(type -> type.getPackageName().equals("io.voc.tenancy.v1"))
                    .filter(type -> type.getSimpleName().endsWith("ServiceGrpc"))
                    .map(type -> descriptor(type.reflect()));
        }

        static Stream<MethodDescriptor<?, ?>> methods() {
            return services().flatMap(service -> service.getMethods().stream());
        }

        @ParameterizedTest
        @MethodSource("services")
        void has_all_methods_of_the_proto_files(ServiceDescriptor service) {
            assertThat(implementationsOf(service))
                    .singleElement()
                    .satisfies(implementation ->
                            assertThat(answered(implementation))
                                    .containsExactlyInAnyOrderElementsOf(names(service)));
        }

        @ParameterizedTest
        @MethodSource("methods")
        void lets_some_role_in_everywhere_and_only_known_ones(MethodDescriptor<?, ?> method) {
            assertThat(rolesOf(method))
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(claim -> Role.ofClaim(claim).isPresent());
        }

        private static Stream<BindableService> implementationsOf(ServiceDescriptor service) {
            return SYSTEM.stream()
                    .filter(type -> type.isAnnotatedWith(GrpcService.class))
                    .map(type -> alone(type.reflect()))
                    .filter(implementation -> bound(implementation).equals(service.getName()));
        }

        /** Binding asks nobody else. */
        private static BindableService alone(Class<?> type) {
            try {
                var constructor = type.getDeclaredConstructors()[0];
                constructor.setAccessible(true);
                var nobody = new @Nullable Object[constructor.getParameterCount()];
                return (BindableService) constructor.newInstance(nobody);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        private static String bound(BindableService implementation) {
            return implementation.bindService().getServiceDescriptor().getName();
        }

        /** A generated base class binds all methods, but answers none. */
        private static List<String> answered(BindableService implementation) {
            var type = implementation.getClass();
            var declared =
                    Arrays.stream(type.getDeclaredMethods())
                            .map(Method::getName)
                            .collect(Collectors.toSet());
            return names(implementation.bindService().getServiceDescriptor()).stream()
                    .filter(name -> type.getSuperclass() == Object.class || declared.contains(name))
                    .toList();
        }

        private static List<String> names(ServiceDescriptor service) {
            return service.getMethods().stream()
                    .map(method -> String.valueOf(method.getBareMethodName()))
                    .map(StringUtils::uncapitalize)
                    .toList();
        }

        private static List<String> rolesOf(MethodDescriptor<?, ?> method) {
            return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
                    ? proto.getMethodDescriptor().getOptions().getExtension(AccessProto.roles)
                    : List.of();
        }

        private static ServiceDescriptor descriptor(Class<?> generated) {
            try {
                return (ServiceDescriptor) generated.getMethod("getServiceDescriptor").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }
}
