package io.voc.tenancy.command.plan;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanCommand.SeedPlan;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Makes the plans that an installation begins with, before it is ready. What is there, or was
 * deleted, stays as it is.
 */
@Component
class PlanSeeds implements ApplicationRunner {

    private static final String FILE = "contracts/plans.yaml";
    private static final Actor SEED = Actor.ofSystem("seed");

    private final Commands commands;

    PlanSeeds(Commands commands) {
        this.commands = commands;
    }

    private record Seeds(List<Seed> plans) {}

    private record Seed(String name, String description, List<Limit> limits) {}

    @Override
    public void run(ApplicationArguments arguments) {
        for (var plan : read().plans()) {
            commands.send(new SeedPlan(plan.name(), plan.description(), plan.limits()), SEED);
        }
    }

    private static Seeds read() {
        try (var in = new ClassPathResource(FILE).getInputStream()) {
            return YAMLMapper.builder().build().readValue(in, Seeds.class);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is part of api-contracts", e);
        }
    }
}
