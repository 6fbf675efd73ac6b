package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.rejection.RejectionKind;

import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import java.util.Set;

/** Turns whatever a request handler throws into a problem with a stable code. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Problem> malformedParameter(MethodArgumentTypeMismatchException failure) {
        return answer(
                Rejection.invalid(
                        failure.getName(), "The parameter " + failure.getName() + " is malformed"));
    }

    @ExceptionHandler(ServletRequestBindingException.class)
    ResponseEntity<Problem> missingParameter(ServletRequestBindingException failure) {
        return answer(
                new Rejection(RejectionCode.VALIDATION_FAILED, "A parameter or header is missing"));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Problem> unreadableBody(HttpMessageNotReadableException failure) {
        return answer(
                Rejections.in(failure)
                        .orElseGet(() -> Rejection.invalid("", "The body can't be read as JSON")));
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ResponseEntity<Problem> noSuchPath(NoResourceFoundException failure) {
        return answer(new Rejection(RejectionCode.NOT_FOUND, "There is nothing at this path"));
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ResponseEntity<Problem> noSuchMethod(HttpRequestMethodNotSupportedException failure) {
        var answer =
                new Rejection(
                        RejectionCode.METHOD_NOT_ALLOWED,
                        "The method " + failure.getMethod() + " is not for this path");
        return ResponseEntity.status(answer.code().kind().httpStatus())
                .headers(headers ->
                        headers.setAllow(
                                failure.getSupportedHttpMethods() == null
                                        ? Set.of()
                                        : failure.getSupportedHttpMethods()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(answer));
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ResponseEntity<Problem> unsupportedMediaType(HttpMediaTypeNotSupportedException failure) {
        return answer(
                new Rejection(
                        RejectionCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json"));
    }

    @ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
    ResponseEntity<Problem> notAcceptable(HttpMediaTypeNotAcceptableException failure) {
        return answer(
                new Rejection(RejectionCode.NOT_ACCEPTABLE, "The answer is application/json"));
    }

    /** Of an answer that has begun, no other can be made: its connection is to break. */
    @ExceptionHandler(Exception.class)
    ResponseEntity<Problem> anythingElse(Exception failure, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw failure;
        }
        return anythingElse(failure);
    }

    ResponseEntity<Problem> anythingElse(Exception failure) {
        return answer(
                Rejections.in(failure)
                        .orElseGet(() -> {
                            log.error("A request failed", failure);
                            return Rejections.ofDefect();
                        }));
    }

    private static ResponseEntity<Problem> answer(Rejection rejection) {
        var answer =
                ResponseEntity.status(rejection.code().kind().httpStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (rejection.code().kind() == RejectionKind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        rejection.quota().ifPresent(quota -> QuotaHeaders.addRefused(quota, answer::header));
        return answer.body(Problem.of(rejection));
    }
}
