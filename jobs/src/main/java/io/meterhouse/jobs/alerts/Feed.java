package io.meterhouse.jobs.alerts;

/** Where the figures of a metric come from. */
enum Feed {
    /** Days of LiteLLM. */
    LITELLM("has_litellm", "no day of LiteLLM is loaded; configure meterhouse.litellm"),
    /** Access logs of gateways. */
    ACCESS_LOGS("has_access_logs", "no access log is loaded; configure meterhouse.access-logs"),
    /** Audit logs of an application or of LiteLLM. */
    AUDIT_LOGS("has_audit_logs", "no audit log is loaded; configure meterhouse.audit-logs"),
    /** Plans of users. */
    PLANS("has_plans", "no directory tells the plan of a user; configure meterhouse.directory"),
    /** Budgets of the book or of LiteLLM. */
    BUDGETS("has_budgets", "there is no budget; write some into config/budgets.csv or LiteLLM");

    private final String column;
    private final String missing;

    Feed(String column, String missing) {
        this.column = column;
        this.missing = missing;
    }

    /** Where it stands whether there is any. */
    String column() {
        return column;
    }

    /** What is missing, and what to do. */
    String missing() {
        return missing;
    }
}
