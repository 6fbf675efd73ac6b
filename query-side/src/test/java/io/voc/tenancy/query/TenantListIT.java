package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantListIT {

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @SuppressWarnings("NullAway.Init") // set before all
    private TenantLists tenants;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        tenants = new TenantLists(node);
        tenants.register("Zebra", "lists");
        tenants.register("apple", "lists");
        tenants.register("Apple", "lists");
        tenants.register("Ärger & Söhne", "lists");
        tenants.register("ΟΔΟΣ", "lists");
        tenants.register("100% pure", "lists");
        tenants.register("100 pure", "lists");
        tenants.register("under_score!", "lists");
        tenants.register("İstanbul", "lists");
        tenants.register("日本語", "lists");
        IntStream.range(0, 5).forEach(_ -> tenants.register("Twin", "lists"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 500})
    void pages_of_any_size_make_the_same_list_in_each_order(int size) {
        var inOrder = tenants.listed("plan=lists", 500);
        assertThat(inOrder).hasSize(15).extracting(tenants::nameOf).startsWith("Zebra", "apple");
        for (var sort : List.of("createdAt", "-createdAt", "name", "-name")) {
            var paged = tenants.listed("plan=lists&sort=" + sort, size);
            assertThat(paged).as(sort).containsExactlyInAnyOrderElementsOf(inOrder);
            if (sort.startsWith("-")) {
                Collections.reverse(paged);
            }
            assertThat(paged)
                    .as(sort)
                    .isEqualTo(tenants.listed("plan=lists&sort=" + sort.replace("-", ""), 500));
        }
    }

    @Test
    void names_sort_in_any_case_and_tenants_of_one_name_by_id() {
        var byName = tenants.listed("plan=lists&sort=name", 3);

        assertThat(byName)
                .extracting(tenants::nameOf)
                .filteredOn(name -> !name.equalsIgnoreCase("apple"))
                .containsExactly(
                        "100 pure",
                        "100% pure",
                        "İstanbul",
                        "Twin",
                        "Twin",
                        "Twin",
                        "Twin",
                        "Twin",
                        "under_score!",
                        "Zebra",
                        "Ärger & Söhne",
                        "ΟΔΟΣ",
                        "日本語");
        assertThat(byName.subList(2, 4)).extracting(tenants::nameOf).contains("apple", "Apple");
        assertThat(byName).filteredOn(id -> "Twin".equals(tenants.nameOf(id))).isSorted();
        assertThat(byName.subList(2, 4)).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "APPLE, 2",
        "söhne, 1",
        "SÖHNE, 1",
        "οδοσ, 1",
        "istan, 1",
        "İSTAN, 1",
        "本, 1",
        "100%, 1",
        "0%, 1",
        "r_s, 1",
        "e!, 1",
        "wi, 5",
        "u_d, 0",
        "1%0, 0",
        "ops@acme, 15",
        "slug-ten_, 15",
        "acme.example100, 0",
        "nobody, 0"
    })
    void text_is_found_anywhere_in_any_case_and_means_itself(String text, int found) {
        assertThat(tenants.listed("plan=lists&text=" + TenantLists.encoded(text), 4))
                .hasSize(found);
    }

    @Test
    void filters_are_met_all_at_once_and_creation_from_inclusive_to_exclusive() {
        var first = tenants.register("Filtered one", "filters");
        var second = tenants.register("Filtered two", "filters");
        var third = tenants.register("Filtered three", "other-filters");
        node.append(second, 1, new TenantSuspended(second, null));
        var from = tenants.createdAt(first);

        assertThat(tenants.listed("plan=filters", 1)).containsExactly(first, second);
        assertThat(tenants.listed("plan=filters&status=SUSPENDED", 1)).containsExactly(second);
        assertThat(tenants.listed("plan=filters&status=ACTIVE&text=filtered", 1))
                .containsExactly(first);
        assertThat(tenants.listed("text=filtered&sort=-createdAt", 1))
                .containsExactly(third, second, first);
        assertThat(tenants.listed("text=filtered&createdFrom=" + from, 2))
                .containsExactly(first, second, third);
        assertThat(tenants.listed("text=filtered&createdBefore=" + from, 2)).isEmpty();
        var offset = from.replace("Z", TenantLists.encoded("+00:00"));
        assertThat(
                        tenants.listed(
                                "plan=filters&createdFrom="
                                        + offset
                                        + "&createdBefore=9999-01-01T00:00:00Z",
                                2))
                .containsExactly(first, second);
    }

    @Test
    void deleted_and_purged_ones_are_hidden_unless_asked_for() {
        var deleted = tenants.register("Gone", "gone");
        var purged = tenants.register("Gone for good", "gone");
        node.append(deleted, 1, Samples.deleted(deleted));
        node.append(purged, 1, Samples.deleted(purged));
        node.append(purged, 2, new TenantPurged(purged, "slug-" + purged));

        assertThat(tenants.listed("plan=gone", 1)).isEmpty();
        assertThat(tenants.listed("text=gone", 1)).isEmpty();
        assertThat(tenants.listed("status=DELETED&plan=gone", 1)).containsExactly(deleted);
        for (var sort : List.of("createdAt", "-createdAt", "name", "-name")) {
            assertThat(tenants.listed("status=PURGED&sort=" + sort, 1)).containsExactly(purged);
        }
    }
}
