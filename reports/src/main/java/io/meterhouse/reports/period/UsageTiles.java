package io.meterhouse.reports.period;

import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a period as tiles, each beside that of the period before.
 *
 * @param sums of the period
 * @param change against the period before
 * @param language of the reader
 */
public record UsageTiles(UsageSums sums, UsageChange change, Language language) {

    /** How many requests. */
    public Tile requests() {
        return tile("requests", sums.requestCount(), change.requests(), compared());
    }

    /** How many tokens. */
    public Tile tokens() {
        return tile("tokens", sums.totalTokens(), change.tokens(), compared());
    }

    /** How many users, where persons are shown. */
    public Tile users() {
        String note = sums.isHidingPersons() ? language.text("period.tile.persons") : compared();
        return tile("users", sums.userCount(), change.users(), note);
    }

    /**
     * What it cost.
     *
     * @param label what the report calls it
     */
    public Tile cost(String label) {
        return new Tile("cost", label, Kind.MONEY, sums.spendUsd(), change.spend(), Rising.BAD, compared());
    }

    private Tile tile(String name, @Nullable Long value, @Nullable BigDecimal change, String note) {
        return new Tile(name, language.text("period.tile." + name), Kind.COUNT, value, change, Rising.NEUTRAL, note);
    }

    private String compared() {
        return language.text(
                change.isComparable() ? "period.tile.compared" : "period.tile.not-compared",
                language.range(change.previousFrom(), change.previousTo()));
    }
}
