package io.meterhouse.jobs.directorysources;

import java.util.List;

/** A table of LiteMaaS, with the columns that are read of it: no other is ever asked for, for some hold keys. */
enum LiteMaasTable {
    USERS(
            "user",
            List.of("id", "email"),
            List.of(
                    "username",
                    "full_name",
                    "oauth_id",
                    "roles",
                    "is_active",
                    "max_budget",
                    "budget_duration",
                    "tpm_limit",
                    "rpm_limit")),
    API_KEYS(
            "api_key",
            List.of("key_hash", "user_id"),
            List.of(
                    "name",
                    "litellm_key_alias",
                    "metadata",
                    "max_budget",
                    "budget_duration",
                    "is_active",
                    "expires_at",
                    "revoked_at",
                    "created_at")),
    TEAMS("team", List.of("id"), List.of("name", "alias", "lite_llm_team_id", "max_budget", "budget_duration")),
    MODELS(
            "model",
            List.of("id"),
            List.of("backend_model_name", "provider", "input_cost_per_token", "output_cost_per_token"));

    private final String kind;
    private final List<String> required;
    private final List<String> others;

    LiteMaasTable(String kind, List<String> required, List<String> others) {
        this.kind = kind;
        this.required = required;
        this.others = others;
    }

    /** What its rows are. */
    String kind() {
        return kind;
    }

    /** Columns without which no row says anything; the first is the identity. */
    List<String> required() {
        return required;
    }

    /** Columns that are read where the version has them. */
    List<String> others() {
        return others;
    }

    /** Older versions have neither teams nor models of their own. */
    boolean isRequired() {
        return this == USERS || this == API_KEYS;
    }
}
