package io.voc.tenancy.contracts.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name and revision that an event is stored under, for ever; the Java class may be renamed. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** {@code thing.past-tense}, as in {@code tenant.registered}. */
    String name();

    /** Counts the incompatible changes of the stored form, from 1. */
    int revision() default 1;
}
