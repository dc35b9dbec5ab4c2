package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.findings.Finding;
import io.meterhouse.reports.findings.FindingCards;
import io.meterhouse.reports.findings.FindingTable;
import io.meterhouse.reports.outlook.Forecast;
import io.meterhouse.reports.outlook.Unusual;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.statement.StatementDocument.Whose;
import io.meterhouse.reports.wording.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is to come of the party, what it could save, what was unusual and what crossed a level: its own and nobody else's. */
final class StatementOutlook {

    private static final int LISTED = 20;

    private final KeptRows rows;
    private final Language language;
    private final ReportRequest request;
    private final Whose party;
    private final int most;

    StatementOutlook(KeptRows rows, Language language, ReportRequest request, Whose party, int most) {
        this.rows = rows;
        this.language = language;
        this.request = request;
        this.party = party;
        this.most = most;
    }

    List<Section> all() {
        List<Section> sections = new ArrayList<>(new Forecast(rows, request, most)
                .sections("marts.cost_forecast where scope_kind = 'team' and scope_id = " + quoted(party.id())));
        sections.addAll(findings());
        Unusual unusual = new Unusual(rows, request, most);
        sections.addAll(unusual.anomalies(whose("anomalies")));
        sections.addAll(unusual.alerts(whose("alerts")));
        return sections;
    }

    private List<Section> findings() {
        List<Finding> findings = rows.rows("findings", Finding::of);
        if (findings.isEmpty()) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        sections.add(FindingTable.of(
                "findings",
                new Caption(
                        language.text("statement.table.findings"), "marts.findings where state = 'open'", LISTED, ""),
                findings.subList(0, Math.min(findings.size(), most)),
                Math.max(0, findings.size() - most),
                language));
        List<Finding> own = findings.stream()
                .filter(finding -> finding.recommendation() != null)
                .toList();
        if (!own.isEmpty()) {
            sections.add(FindingCards.of(own, LISTED, language));
        }
        return sections;
    }

    /** The party, and its keys of which something is told. */
    private String whose(String query) {
        Set<String> ids = new TreeSet<>(rows.rows(query, row -> row.text("scope_id")));
        ids.add(party.id());
        String kind = party.kind().equals(PartyKind.ORGANIZATION.mart()) ? "organisation" : party.kind();
        return " and scope_kind in ('%s', 'api_key') and scope_id in (%s)"
                .formatted(kind, ids.stream().map(StatementOutlook::quoted).collect(Collectors.joining(", ")));
    }

    private static String quoted(String id) {
        return "'" + id.replace("'", "''") + "'";
    }
}
