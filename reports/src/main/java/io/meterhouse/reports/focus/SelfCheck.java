package io.meterhouse.reports.focus;

import io.meterhouse.warehouse.FocusRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the rules found in an export.
 *
 * @param unnamedProviders providers of usage that {@code config/providers.csv} does not name
 */
record SelfCheck(List<MonthCheck> months, List<String> unnamedProviders) {

    private static final String MEANING =
            "Self-checks of Meterhouse against its reading of the working draft of FOCUS 1.4; no proof of conformance.";

    Map<String, Object> asDocument() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("focus_version", "1.4");
        document.put("dataset", "CostAndUsage");
        document.put("meaning", MEANING);
        document.put("rule_count", FocusRule.all().size());
        document.put("broken_rule_count", brokenRules().size());
        document.put("providers_named_by_their_id", unnamedProviders);
        document.put("months", months.stream().map(SelfCheck::asDocument).toList());
        return document;
    }

    /** What is not as it could be. */
    List<String> remarks() {
        return unnamedProviders.isEmpty()
                ? List.of()
                : List.of(
                        "Providers without a line in config/providers.csv are named by their own id: %s. Add them, and let a run publish them."
                                .formatted(String.join(", ", unnamedProviders)));
    }

    /** What is wrong. */
    List<String> problems() {
        return brokenRules().isEmpty()
                ? List.of()
                : List.of("The charges break %d of the %d rules that Meterhouse checks: %s. See focus_checks.json."
                        .formatted(brokenRules().size(), FocusRule.all().size(), String.join(", ", brokenRules())));
    }

    private List<String> brokenRules() {
        return months.stream()
                .flatMap(month -> month.results().stream())
                .filter(FocusRule.Result::isBroken)
                .map(result -> result.rule().name())
                .distinct()
                .toList();
    }

    private static Map<String, Object> asDocument(MonthCheck checked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("month", checked.month().month().toString());
        document.put("from", checked.month().from().toString());
        document.put("to", checked.month().to().toString());
        document.put(
                "rules", checked.results().stream().map(SelfCheck::asDocument).toList());
        return document;
    }

    private static Map<String, Object> asDocument(FocusRule.Result result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rule", result.rule().name());
        document.put("kind", result.rule().kind().name().toLowerCase(Locale.ROOT));
        document.put("offending_row_count", result.offendingRowCount());
        if (result.isBroken()) {
            document.put("columns", result.sample().columns());
            document.put("sample", result.sample().rows());
        }
        return document;
    }
}
