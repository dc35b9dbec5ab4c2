package io.meterhouse.jobs.usagefeed;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * A query for the rows of some days.
 *
 * @param sql with a question mark in place of each marker
 * @param days what stands for the question marks
 */
record DayQuery(String sql, List<Object> days) {

    DayQuery {
        days = List.copyOf(days);
    }

    /** The query for a range of UTC days, both inclusive. */
    static DayQuery of(String query, LocalDate from, LocalDate to) {
        return of(query, Map.of("from", from, "to", to));
    }

    /** Whether both ends of the range are asked for; what stands in quotation marks or comments is no marker. */
    static boolean namesBothDays(String query) {
        try {
            return of(query, Map.of("from", "from", "to", "to")).days().containsAll(List.of("from", "to"));
        } catch (RuntimeException otherMarkers) {
            return false;
        }
    }

    private static DayQuery of(String query, Map<String, ?> values) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(query);
        MapSqlParameterSource source = new MapSqlParameterSource(values);
        return new DayQuery(
                NamedParameterUtils.substituteNamedParameters(parsed, source),
                Arrays.asList(NamedParameterUtils.buildValueArray(parsed, source, null)));
    }
}
