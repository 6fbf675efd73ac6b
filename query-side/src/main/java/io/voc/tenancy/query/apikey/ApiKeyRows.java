package io.voc.tenancy.query.apikey;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** Reads keys' rows. */
interface ApiKeyRows extends Repository<ApiKeyRow, String> {

    Optional<ApiKeyRow> findById(String id);

    List<ApiKeyRow> findByTenantIdAndIdGreaterThanOrderById(
            String tenantId, String id, Limit limit);
}
