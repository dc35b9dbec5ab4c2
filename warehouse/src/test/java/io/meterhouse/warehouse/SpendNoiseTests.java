package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java and SQL say the same of two sums of one spend. */
class SpendNoiseTests {

    @TempDir
    Path folder;

    @Test
    void sqlAndJavaAgreeOnBothSidesOfTheLimit() {
        Warehouse warehouse = new Warehouse(
                PreparedHome.in(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            for (String[] pair : new String[][] {
                {"0", "0.000001", "true"},
                {"0", "0.000001000001", "false"},
                {"1", "0.999999", "true"},
                {"1", "0.999998999999", "false"},
                {"999", "999.000001", "true"},
                {"2000", "2000.000002", "true"},
                {"2000", "1999.999998", "true"},
                {"2000", "2000.000002000001", "false"},
                {"-2000", "-2000.000002", "true"},
                {"5000000", "5000000.005", "true"},
                {"5000000", "5000000.005000000001", "false"},
            }) {
                boolean isSame = lease.writer()
                        .query(
                                "select is_same_spend(?::decimal(38, 12), ?::decimal(38, 12))::varchar as same",
                                row -> Boolean.parseBoolean(row.text("same")),
                                pair[0],
                                pair[1])
                        .get(0);
                assertThat(isSame).as(pair[0] + " and " + pair[1]).isEqualTo(Boolean.parseBoolean(pair[2]));
                assertThat(SpendNoise.isSame(new BigDecimal(pair[0]), new BigDecimal(pair[1])))
                        .as(pair[0] + " and " + pair[1])
                        .isEqualTo(isSame);
            }
        }
    }
}
