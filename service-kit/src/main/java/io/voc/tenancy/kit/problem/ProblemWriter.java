package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionKind;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes problems where no controller is there to do it: in filters. */
@Component
public final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the rejection's problem. */
    public void write(HttpServletResponse response, Rejection rejection) throws IOException {
        var problem = Problem.of(rejection);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        if (rejection.code().kind() == RejectionKind.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (rejection.code().kind() == RejectionKind.UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
