package io.meterhouse.scheduler.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.files.ByteOrderMark;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportPropertiesTests {

    @Test
    void aSectionThatTheReportDoesNotHaveIsRefusedWithThoseItHas() {
        ReportProperties settings = without(Map.of("statement", Set.of("notes", "budget")));

        assertThat(settings.problems())
                .containsExactly(
                        "meterhouse.reports.without.statement names the section 'budget', which the statement report does not have; its sections are: headline, key_figures, by_day_chart, budgets, quota, bookings, forecast, forecast_rows, forecast_notes, findings, cards, anomalies, anomaly_rows, alerts, alert_rows, by_model, by_provider, by_api_key, by_user, by_day, notes.");
    }

    @Test
    void aReportThatThereIsNotIsRefusedWithThoseThereAre() {
        assertThat(without(Map.of("poem", Set.of("notes"))).problems())
                .containsExactly(
                        "meterhouse.reports.without names the report 'poem'; the reports are: finance, usage, operations, optimizer, statement.");
    }

    private static ReportProperties without(Map<String, Set<String>> without) {
        return new ReportProperties(100, ByteOrderMark.OFF, without, Map.of());
    }
}
