package io.voc.tenancy.query.plan;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** Reads plans' rows. */
interface PlanRows extends Repository<PlanRow, String> {

    Optional<PlanRow> findById(String name);

    Optional<PlanRow> findByNameAndDeletedAtIsNull(String name);

    List<PlanRow> findByDeletedAtIsNullAndNameGreaterThanOrderByName(String name, Limit limit);
}
