package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server itself refuses, before or beside any handler, is a problem like any other. */
@Controller
class ProblemErrorController implements ErrorController {

    private static final int FIRST_SERVER_ERROR = 500;

    /**
     * Adds nothing to an answer that has begun: its connection breaks, and nobody takes it whole.
     */
    @RequestMapping("/error")
    @Nullable ResponseEntity<Problem> error(
            HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        var refusal = refusal(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        return ResponseEntity.status(refusal.code().kind().httpStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(refusal));
    }

    private static Rejection refusal(Object status) {
        if (!(status instanceof Integer code) || code >= FIRST_SERVER_ERROR) {
            return Rejections.ofDefect();
        }
        return switch (code) {
            case HttpServletResponse.SC_NOT_FOUND ->
                    new Rejection(RejectionCode.NOT_FOUND, "There is nothing at this path");
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
                    new Rejection(
                            RejectionCode.METHOD_NOT_ALLOWED, "The method is not for this path");
            default -> new Rejection(RejectionCode.VALIDATION_FAILED, "The request is malformed");
        };
    }
}
