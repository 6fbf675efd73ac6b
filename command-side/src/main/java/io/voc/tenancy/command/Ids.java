package io.voc.tenancy.command;

import com.github.f4b6a3.uuid.UuidCreator;

import io.voc.tenancy.contracts.identity.TypeId;

import org.springframework.stereotype.Component;

/** Makes new ids that sort by the time of their making. */
@Component
public final class Ids {

    /** A new id of the type. */
    public String next(TypeId type) {
        return type.of(UuidCreator.getTimeOrderedEpochPlus1());
    }
}
