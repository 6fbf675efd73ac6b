package io.voc.tenancy.e2e;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.params.provider.Arguments;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table with a column for each status, as {@link TenantStatus} lists them. */
final class StatusTable {

    private StatusTable() {}

    /** The name of the row, the status and the text of every cell. */
    static Stream<Arguments> cells(String table) {
        return table.lines().map(line -> line.split("\\|")).flatMap(StatusTable::row);
    }

    private static Stream<Arguments> row(String[] cells) {
        var statuses = List.of(TenantStatus.values());
        return IntStream.range(0, statuses.size())
                .mapToObj(
                        i -> Arguments.of(cells[0].strip(), statuses.get(i), cells[i + 1].strip()));
    }
}
