package io.voc.tenancy.query.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.onboarding.LogLine;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An onboarding and what happened to it, in order. Of a history that is long, as an undoing that is
 * tried again and again makes it, the beginning and the newest are kept; the trail has all of it.
 */
record OnboardingDetail(@JsonUnwrapped OnboardingView onboarding, List<LogLine> log)
        implements Versioned {

    private static final int FIRST_LINES = 50;
    static final int MOST_LINES = 200;

    OnboardingDetail {
        log = bounded(log);
    }

    /** How many lines are left out, after the first 50; each event has its line. */
    @JsonProperty("logOmitted")
    long logOmitted() {
        return version() - log.size();
    }

    private static List<LogLine> bounded(List<LogLine> lines) {
        return lines.size() <= MOST_LINES
                ? List.copyOf(lines)
                : Stream.concat(
                                lines.stream().limit(FIRST_LINES),
                                lines.stream().skip(lines.size() - MOST_LINES + FIRST_LINES))
                        .toList();
    }

    static OnboardingDetail after(
            @Nullable OnboardingDetail before, OnboardingEvent event, Instant at) {
        var view = OnboardingView.after(before == null ? null : before.onboarding(), event, at);
        var past = before == null ? Stream.<LogLine>of() : before.log().stream();
        var detail =
                new OnboardingDetail(
                        view, Stream.concat(past, Stream.of(LogLine.of(event, at))).toList());
        return view.status() == OnboardingStatus.COMPENSATED ? detail.erased() : detail;
    }

    /** Without what was said of it, as its tenant is purged. */
    OnboardingDetail erased() {
        return new OnboardingDetail(
                onboarding.erased(), log.stream().map(LogLine::erased).toList());
    }

    @Override
    public long version() {
        return onboarding.version();
    }
}
