package io.voc.tenancy.kit.onboarding;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;

import io.voc.tenancy.contracts.onboarding.StepKind;
import io.voc.tenancy.contracts.onboarding.Workflow;
import io.voc.tenancy.contracts.onboarding.WorkflowCatalogue;
import io.voc.tenancy.contracts.onboarding.WorkflowRules;
import io.voc.tenancy.contracts.onboarding.WorkflowStep;
import io.voc.tenancy.contracts.rejection.FieldFault;

import org.springframework.core.io.ClassPathResource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Workflows as data: those that are shipped, and those that an installation adds. */
public final class WorkflowFile {

    /** Names the file with the installation's own workflows. */
    public static final String VARIABLE = "WORKFLOWS_FILE";

    private static final String SHIPPED = "contracts/workflows.yaml";
    private static final String SCHEMA = "contracts/workflows.schema.json";
    private static final int BACKOFF_SECONDS = 1;
    private static final int MAX_BACKOFF_SECONDS = 300;
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final String name;
    private final String text;

    private WorkflowFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * The shipped workflows and those of a file.
     *
     * @param file empty for none
     * @throws IllegalArgumentException when the file can't be read or understood, with where the
     *     fault is
     */
    public static WorkflowCatalogue catalogue(String file) {
        var shipped = new WorkflowFile(SHIPPED, resource(SHIPPED)).workflows();
        var own = file.isEmpty() ? List.<Workflow>of() : read(file).workflows();
        return new WorkflowCatalogue(Stream.concat(shipped.stream(), own.stream()).toList());
    }

    private static WorkflowFile read(String file) {
        try {
            return new WorkflowFile(file, Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw malformed(file, "it can't be read");
        }
    }

    private List<Workflow> workflows() {
        var document = parsed();
        check(schema().validate(document).stream().map(WorkflowFile::fault).toList());
        var workflows = document.path("workflows").valueStream().map(WorkflowFile::of).toList();
        check(faultsOf(workflows));
        return workflows;
    }

    private JsonNode parsed() {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw malformed(name, "line " + (at == null ? 1 : at.getLineNr()) + ": it is no YAML");
        }
    }

    private static List<FieldFault> faultsOf(List<Workflow> workflows) {
        var faults = new ArrayList<FieldFault>();
        var names = new HashSet<String>();
        for (int i = 0; i < workflows.size(); i++) {
            var place = "/workflows/" + i;
            var workflow = workflows.get(i);
            if (!names.add(workflow.name())) {
                faults.add(new FieldFault(place + "/name", workflow.name() + " is there twice"));
            }
            WorkflowRules.faultsOf(workflow)
                    .forEach(fault ->
                            faults.add(new FieldFault(place + fault.pointer(), fault.detail())));
        }
        return faults;
    }

    private void check(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            var fault = faults.getFirst();
            throw malformed(
                    name,
                    "line %d: %s: %s"
                            .formatted(
                                    new YamlLines(text).of(fault.pointer()),
                                    fault.pointer(),
                                    fault.detail()));
        }
    }

    private static Workflow of(JsonNode node) {
        return new Workflow(
                node.path("name").asString(),
                node.path("version").asInt(),
                node.path("steps").valueStream().map(WorkflowFile::step).toList());
    }

    private static WorkflowStep step(JsonNode node) {
        return new WorkflowStep(
                node.path("name").asString(),
                StepKind.valueOf(node.path("kind").asString()),
                node.path("dependsOn").valueStream().map(JsonNode::asString).toList(),
                node.path("timeoutSeconds").asLong(),
                node.path("attempts").asInt(),
                node.path("backoffSeconds").asLong(BACKOFF_SECONDS),
                node.path("maxBackoffSeconds").asLong(MAX_BACKOFF_SECONDS),
                node.path("holdSeconds").asLong(0),
                node.path("skippable").asBoolean(false),
                node.hasNonNull("compensation") ? node.path("compensation").asString() : null);
    }

    private static FieldFault fault(Error error) {
        var pointer = error.getInstanceLocation().toString();
        var property = error.getProperty();
        return new FieldFault(
                property == null ? pointer : pointer + "/" + property, error.getMessage());
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(
                        Dialects.getDraft202012(),
                        builder ->
                                builder.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .pathType(PathType.JSON_POINTER)
                                                .locale(Locale.ENGLISH)
                                                .build()))
                .getSchema(resource(SCHEMA), InputFormat.JSON);
    }

    private static String resource(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is part of api-contracts", e);
        }
    }

    private static IllegalArgumentException malformed(String file, String fault) {
        return new IllegalArgumentException(VARIABLE + " names " + file + ", but " + fault);
    }
}
