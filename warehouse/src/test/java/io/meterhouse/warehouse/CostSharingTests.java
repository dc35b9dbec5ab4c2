package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** Whatever is shared among whomever, what they bear is what there is, and what is booked is the total to the cent. */
class CostSharingTests {

    private static final String RANGE = "(date '2026-09-01', date '2026-09-30', sharing := '%s')";

    private Path folder;
    private SmallWarehouse warehouse;

    @BeforeProperty
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("sharing");
        warehouse = new SmallWarehouse(folder);
    }

    @AfterProperty
    void removeTheFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What somebody used of what LiteLLM meters. */
    private record Use(String user, long requests, BigDecimal spend) {}

    /** What a piece of infrastructure cost; a service that is null shares it with all. */
    private record Cost(@Nullable String service, BigDecimal usd) {}

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void sharesSumToWhatIsSharedAndBookingsToTheTotal(
            @ForAll("uses") List<Use> uses, @ForAll("costs") List<Cost> costs, @ForAll("rules") String sharing) {
        warehouse.fill(rows -> {
            rows.unused("2026-09-01").withoutInfrastructure();
            uses.forEach(use -> rows.usage(
                    "2026-09-01",
                    use.user(),
                    "(unassigned)",
                    "gpt",
                    "openai",
                    use.requests(),
                    use.spend().toPlainString()));
            costs.forEach(cost -> rows.infrastructure(
                    "2026-09-10", "it", cost.service(), cost.usd().toPlainString()));
        });
        BigDecimal shared = costs.stream().map(Cost::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal metered = uses.stream().map(Use::spend).reduce(BigDecimal.ZERO, BigDecimal::add);

        for (String dimension : List.of("user", "team", "service")) {
            String all =
                    "(select columns('_usd$|booked') from marts.cost_by_%s%s union all select columns('_usd$|booked') from marts.unallocated_cost%s where dimension = '%s')"
                            .formatted(dimension, RANGE.formatted(sharing), RANGE.formatted(sharing), dimension);
            assertThat(warehouse.answers("coalesce(sum(infrastructure_usd), 0) = " + shared + ", "
                            + "coalesce(sum(metered_usd), 0) = " + metered + ", "
                            + "coalesce(sum(booked_amount), 0) = round(" + shared.add(metered) + ", 2), "
                            + "coalesce(bool_and(abs(booked_amount - total_usd) < 0.01), true) from " + all))
                    .as("%s by %s", dimension, sharing)
                    .containsExactly("true | true | true | true");
        }
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.of("ann", "bob", "cid", "dee", "eve", "fay", "(unassigned)"),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("100000"))
                                .ofScale(6))
                .as(Use::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Cost>> costs() {
        return Combinators.combine(
                        Arbitraries.of("llm", "search").injectNull(0.5),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1000"), new BigDecimal("1000000"))
                                .ofScale(4))
                .as(Cost::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> rules() {
        return Arbitraries.of("equal", "spend", "calls");
    }
}
