package io.voc.tenancy.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Comparator;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

class TypeIdTest {

    @ParameterizedTest
    @CsvSource({ // the valid vectors of the TypeID specification
        "00000000-0000-0000-0000-000000000000, 00000000000000000000000000",
        "00000000-0000-0000-0000-000000000001, 00000000000000000000000001",
        "00000000-0000-0000-0000-00000000000a, 0000000000000000000000000a",
        "00000000-0000-0000-0000-000000000010, 0000000000000000000000000g",
        "00000000-0000-0000-0000-000000000020, 00000000000000000000000010",
        "ffffffff-ffff-ffff-ffff-ffffffffffff, 7zzzzzzzzzzzzzzzzzzzzzzzzz",
        "0110c853-1d09-52d8-d73e-1194e95b5f19, 0123456789abcdefghjkmnpqrs",
        "01890a5d-ac96-774b-bcce-b302099a8057, 01h455vb4pex5vsknk084sn02q",
    })
    void a_uuid_is_written_as_the_specification_says(UUID uuid, String suffix) {
        assertThat(TypeId.TENANT.of(uuid)).isEqualTo("ten_" + suffix);
        assertThat(TypeId.API_KEY.of(uuid)).isEqualTo("key_" + suffix);
    }

    @Test
    void ids_sort_as_their_uuids_do() {
        var random = new Random(42);
        var inOrder =
                Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                        .limit(1000)
                        .sorted(Comparator.comparing(UUID::toString))
                        .map(TypeId.TENANT::of);

        assertThat(inOrder).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void a_type_knows_its_own_ids_only(TypeId type) {
        var id = type.of(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

        assertThat(TypeId.values()).filteredOn(other -> other.matches(id)).containsExactly(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ten_",
                "01h455vb4pex5vsknk084sn02q",
                "ten-01h455vb4pex5vsknk084sn02q",
                "ten_01h455vb4pex5vsknk084sn02",
                "ten_01h455vb4pex5vsknk084sn02qq",
                "ten_01H455VB4PEX5VSKNK084SN02Q",
                "TEN_01h455vb4pex5vsknk084sn02q",
                "ten_8zzzzzzzzzzzzzzzzzzzzzzzzz",
                "ten_01h455vb4pex5vsknk084sn0il",
                "ten_01h455vb4pex5vsknk084sn0ou",
                "ten_01h455vb4pex5vsknk084sn02q\n",
                "ten_01890a5dac96774bbcceb302099a8057",
            })
    void what_has_another_form_is_no_id(String text) {
        assertThat(TypeId.TENANT.matches(text)).isFalse();
    }
}
