package io.meterhouse.reports.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of a whole as percents of one decimal that add up to what is printed for all of them: each is cut, and the tenths this
 * leaves go to the parts that lost most.
 */
public final class PrintedShares {

    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private PrintedShares() {}

    /**
     * Rounds shares.
     *
     * @param shares parts of the whole, 1 for all of it
     * @return a percent for each, in the same order; they sum to the percent of the shares' sum
     */
    public static List<BigDecimal> of(List<BigDecimal> shares) {
        List<BigDecimal> percents = new ArrayList<>();
        List<BigDecimal> lost = new ArrayList<>();
        for (BigDecimal share : shares) {
            BigDecimal exact = share.movePointRight(2);
            BigDecimal cut = exact.setScale(1, RoundingMode.FLOOR);
            percents.add(cut);
            lost.add(exact.subtract(cut));
        }
        BigDecimal whole = PrintedFigures.percent(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal given = percents.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int tenths = whole.subtract(given).movePointRight(1).intValueExact();
        IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing(lost::get, Comparator.reverseOrder()))
                .limit(tenths)
                .forEach(i -> percents.set(i, percents.get(i).add(TENTH)));
        return percents;
    }
}
