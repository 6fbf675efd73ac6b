package io.voc.tenancy.query.apikey;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

import java.util.List;

/** Reads keys' rows. */
interface ApiKeyRows extends JpaRepository<ApiKeyRow, String> {

    List<ApiKeyRow> findByTenantIdAndIdGreaterThanOrderById(
            String tenantId, String id, Limit limit);
}
