package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.Row;
import java.sql.SQLException;

/** Reads candidates of plans and infrastructure from the rows of their marts. */
final class CandidateRows {

    private CandidateRows() {}

    static PlannedUser plannedUser(Row row) throws SQLException {
        return new PlannedUser(
                row.text("user_id"),
                row.text("tier_name"),
                row.optionalDecimal("monthly_price_usd"),
                row.optionalDecimal("used_share"),
                row.optionalText("recommended_tier"),
                row.optionalDecimal("recommended_price_usd"));
    }

    static TierUse tierUse(Row row) throws SQLException {
        return new TierUse(
                row.text("tier_name"),
                row.optionalDecimal("monthly_price_usd"),
                row.count("user_count"),
                row.count("complete_day_count"),
                row.decimal("spend_usd"));
    }

    static IdleResource idleResource(Row row) throws SQLException {
        return new IdleResource(
                row.text("infra_name"),
                row.text("resource_name"),
                row.count("day_count"),
                row.decimal("mean_percent"),
                row.optionalDecimal("peak_percent"),
                row.decimal("cost_usd"));
    }

    static QuietHours quietHours(Row row) throws SQLException {
        return new QuietHours(
                row.text("infra_name"),
                row.optionalText("service_id"),
                row.count("read_day_count"),
                row.count("peak_hour_request_count"),
                row.count("quiet_hour_count"),
                row.count("day_count"),
                row.decimal("mean_percent"),
                row.decimal("cost_usd"));
    }

    static PeakLoad peakLoad(Row row) throws SQLException {
        Long costDays = row.optionalCount("cost_day_count");
        return new PeakLoad(
                row.text("service_id"),
                row.count("read_day_count"),
                row.optionalText("peak_hours"),
                row.count("request_count"),
                row.decimal("excess_request_count"),
                row.count("background_request_count"),
                row.count("peak_background_request_count"),
                costDays == null ? 0 : costDays,
                row.optionalDecimal("cost_usd"));
    }

    static Feeds feeds(Row row) throws SQLException {
        return new Feeds(
                row.count("complete_day_count"),
                row.count("read_day_count"),
                row.count("priced_tier_count"),
                row.count("planned_user_count"),
                row.count("utilisation_day_count"),
                row.count("infra_cost_day_count"),
                row.count("infra_day_count"));
    }
}
