package io.meterhouse.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a report to some of the usage; what is null is not restricted.
 *
 * @param user a user's id or e-mail address
 * @param team a team's id or name
 * @param apiKey an API key's hash or alias
 * @param model a model's name or group
 * @param provider a provider's id
 * @param organization an organisation's id; only a statement can be restricted so
 * @param costCentre a cost centre's code; only a statement can be restricted so
 */
public record UsageFilter(
        @Nullable String user,
        @Nullable String team,
        @Nullable String apiKey,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String organization,
        @Nullable String costCentre) {

    private static final List<String> DIMENSIONS =
            List.of("user", "team", "api-key", "model", "provider", "organization", "cost-centre");

    /** Restricts by what usage is of, whoever pays for it. */
    public UsageFilter(
            @Nullable String user,
            @Nullable String team,
            @Nullable String apiKey,
            @Nullable String model,
            @Nullable String provider) {
        this(user, team, apiKey, model, provider, null, null);
    }

    /** Everything. */
    public static UsageFilter none() {
        return new UsageFilter(null, null, null, null, null);
    }

    /**
     * Reads filters as they stand on the command line, each {@code dimension=value}.
     *
     * @throws IllegalArgumentException when one is not of that form, names no known dimension, or a dimension comes twice
     */
    public static UsageFilter parse(List<String> filters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals < 0 || filter.substring(equals + 1).isBlank()) {
                throw new IllegalArgumentException(
                        "The filter '%s' is not of the form dimension=value, for example team=research."
                                .formatted(filter));
            }
            String dimension = filter.substring(0, equals).strip();
            if (!DIMENSIONS.contains(dimension)) {
                throw new IllegalArgumentException("The filter '%s' names no known dimension. Use one of %s."
                        .formatted(filter, String.join(", ", DIMENSIONS)));
            }
            if (values.put(dimension, filter.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(
                        "The dimension '%s' is filtered twice. Give it one value.".formatted(dimension));
            }
        }
        return new UsageFilter(
                values.get("user"),
                values.get("team"),
                values.get("api-key"),
                values.get("model"),
                values.get("provider"),
                values.get("organization"),
                values.get("cost-centre"));
    }

    /** Why a report of usage cannot be restricted so, a sentence each: what several pay for is of none of them alone. */
    public List<String> problemsOfPayers() {
        return organization == null && costCentre == null
                ? List.of()
                : List.of(
                        "Only a statement is of one organization or cost-centre; leave that restriction out, or ask for 'report statement'.");
    }

    /** The restrictions as {@code dimension=value}, in a fixed order; empty when there are none. */
    public List<String> restrictions() {
        List<@Nullable String> values = new ArrayList<>();
        values.add(user);
        values.add(team);
        values.add(apiKey);
        values.add(model);
        values.add(provider);
        values.add(organization);
        values.add(costCentre);
        List<String> restrictions = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                restrictions.add(DIMENSIONS.get(i) + "=" + values.get(i));
            }
        }
        return restrictions;
    }
}
