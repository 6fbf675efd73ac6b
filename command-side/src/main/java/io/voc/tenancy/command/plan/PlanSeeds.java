package io.voc.tenancy.command.plan;

import io.voc.tenancy.command.Commands;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanCommand.SeedPlan;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Makes the plans that an installation begins with, before the first request is served. What is
 * there, or was deleted, stays as it is.
 */
@Component
class PlanSeeds implements SmartLifecycle {

    private static final String FILE = "contracts/plans.yaml";
    private static final Actor SEED = Actor.ofSystem("seed");

    /** After Axon's command handlers are there, before the web server's phase. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4_096;

    private final Commands commands;
    private volatile boolean isRunning;

    PlanSeeds(Commands commands) {
        this.commands = commands;
    }

    private record Seeds(List<Seed> plans) {}

    private record Seed(String name, String description, List<Limit> limits) {}

    @Override
    public void start() {
        for (var plan : read().plans()) {
            commands.send(new SeedPlan(plan.name(), plan.description(), plan.limits()), SEED);
        }
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static Seeds read() {
        try (var in = new ClassPathResource(FILE).getInputStream()) {
            return YAMLMapper.builder().build().readValue(in, Seeds.class);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is part of api-contracts", e);
        }
    }
}
