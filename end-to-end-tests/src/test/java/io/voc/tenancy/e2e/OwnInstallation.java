package io.voc.tenancy.e2e;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that starts an installation of its own, and mostly waits for that. It runs beside those
 * that share one, and after the others of its kind.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the place for one more installation")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OwnInstallation {}
