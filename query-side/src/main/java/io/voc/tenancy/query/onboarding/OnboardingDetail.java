package io.voc.tenancy.query.onboarding;

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

/** An onboarding and all that happened to it, in order. */
record OnboardingDetail(@JsonUnwrapped OnboardingView onboarding, List<LogLine> log)
        implements Versioned {

    OnboardingDetail {
        log = List.copyOf(log);
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
