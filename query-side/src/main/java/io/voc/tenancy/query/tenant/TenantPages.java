package io.voc.tenancy.query.tenant;

import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads pages of tenants' rows. */
@Component
class TenantPages {

    /** A plan that was made for any text or time at all would be a bad one for most of them. */
    private static final String PLAN_FOR_WHAT_IS_ASKED =
            "SET LOCAL plan_cache_mode = force_custom_plan";

    private final TenantRows rows;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TenantPages(TenantRows rows, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /**
     * Rows in the question's order.
     *
     * @param after the key of the row after which they begin
     * @param limit how many at most
     */
    <K extends Comparable<K>> List<TenantRow> read(
            ListTenants question, Optional<K> after, int limit) {
        Specification<TenantRow> conditions = TenantConditions.of(question, after);
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    if (isSelective(question)) {
                        jdbc.sql(PLAN_FOR_WHAT_IS_ASKED).update();
                    }
                    return rows.findBy(
                            conditions,
                            found -> found.sortBy(question.order().sort()).limit(limit).all());
                }));
    }

    private static boolean isSelective(ListTenants question) {
        return question.text() != null
                || question.createdFrom() != null
                || question.createdBefore() != null;
    }
}
