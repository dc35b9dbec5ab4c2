package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the marts of audit logs answer about events so few that each figure can be counted by hand. */
class AuditMartTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30')";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> {
            rows.event("2026-08-31 23:59:59", "ann", "LOGIN", "auth", "success", "1")
                    .event("2026-09-01 00:00:00", "ann", "LOGIN", "auth", "success", "1")
                    .event("2026-09-02 08:00:00", "ann", "LOGIN", "auth", "failure", "1")
                    .event("2026-09-02 09:00:00", "ann", "LOGIN", "auth", "success", "1")
                    .event("2026-09-03 10:00:00", "bob", "auth.login.failed", "auth", "failure", "2")
                    .event("2026-09-03 10:01:00", "bob", "AUTH_FAILED", "auth", "failure", "2")
                    .event("2026-09-03 10:02:00", "ann", "AUTH_FAILED", "auth", "failure", "2")
                    .event("2026-09-03 10:03:00", "bob", "AUTH_FAILED", "auth", "failure", "2")
                    .event("2026-09-03 10:04:00", "bob", "auth.login", "auth", "failure", "2")
                    .event("2026-09-04 10:00:00", "bob", "AUTH_DENIED", "auth", "denied", "3")
                    .event("2026-09-04 10:01:00", "bob", "security.csrf_failed", "security", "failure", null)
                    .event("2026-09-04 10:02:00", "bob", "RATE_LIMIT_EXCEEDED", "security", "failure", "3")
                    .event("2026-09-04 10:03:00", "bob", "TOKEN_TOO_OLD", "auth", "failure", "3")
                    .event("2026-09-04 10:04:00", "bob", "security.suspicious_activity", "security", null, "3")
                    .event("2026-09-04 10:05:00", "bob", "user.delete", "user", "denied", "3")
                    .event("2026-09-04 10:06:00", "bob", "GET_/x", "api_access", "denied", "3")
                    .event("2026-09-30 23:59:59", "ann", "LOGOUT", "auth", "success", "1")
                    .event("2026-10-01 00:00:00", "ann", "LOGOUT", "auth", "success", "1");
            rows.usage("2026-09-02", "ann", "red", "gpt", "openai", 20, "4")
                    .usage("2026-09-02", "ann", "red", "claude", "anthropic", 1, "1")
                    .usage("2026-09-05", "bob", "red", "gpt", "openai", 2, "1")
                    .usage("2026-09-06", "eve", "red", "gpt", "openai", 2, "1");
            rows.daysOf("audit-logs", "2026-09-01", "2026-09-02")
                    .requests(
                            "audit-api",
                            "2026-09-02T10:00:00 ann /api/x 200 5",
                            "2026-09-02T10:00:00 ann /api/x 500 5");
            rows.keyEvent(
                            "2026-09-01 01:00:00",
                            "ann",
                            "API_KEY_CREATE",
                            "apikey",
                            "success",
                            null,
                            "k1",
                            "hash-ann",
                            null)
                    .keyEvent(
                            "2026-09-01 12:00:00", "ann", "API_KEY_REVOKE", "apikey", "success", null, "k1", null, null)
                    .keyEvent(
                            "2026-09-01 01:00:00",
                            "bob",
                            "apikey.created",
                            "apikey",
                            "success",
                            null,
                            "k2",
                            null,
                            "key of bob")
                    .keyEvent(
                            "2026-09-01 02:00:00",
                            "bob",
                            "apikey.rotated",
                            "apikey",
                            "success",
                            null,
                            "k2",
                            null,
                            "key of bob")
                    .keyEvent(
                            "2026-09-01 03:00:00",
                            "bob",
                            "apikey.deleted",
                            "apikey",
                            "failure",
                            null,
                            "k2",
                            null,
                            "key of bob")
                    .keyEvent(
                            "2026-09-01 01:00:00",
                            "bob",
                            "API_KEY_CREATE",
                            "apikey",
                            null,
                            null,
                            "k3",
                            null,
                            "unknown alias")
                    .keyEvent(
                            "2026-09-07 01:00:00",
                            "bob",
                            "ADMIN_DELETE_API_KEY",
                            "apikey",
                            null,
                            null,
                            "k3",
                            null,
                            null)
                    .keyEvent(
                            "2026-09-06 23:00:00",
                            "eve",
                            "API_KEY_EXPIRED",
                            "apikey",
                            null,
                            null,
                            "k4",
                            "hash-eve",
                            null);
        });
    }

    @Test
    void theSummaryCountsWhatWasDoneHowItEndedAndByWhom() {
        assertThat(answers("action, outcome, user_id, event_count, first_at, last_at from marts.audit_summary"
                        + "(date '2026-09-01', date '2026-09-30', for_action_group := 'auth') where user_id = 'ann'"))
                .containsExactly(
                        "LOGIN | success | ann | 2 | 2026-09-01 00:00:00 | 2026-09-02 09:00:00",
                        "AUTH_FAILED | failure | ann | 1 | 2026-09-03 10:02:00 | 2026-09-03 10:02:00",
                        "LOGIN | failure | ann | 1 | 2026-09-02 08:00:00 | 2026-09-02 08:00:00",
                        "LOGOUT | success | ann | 1 | 2026-09-30 23:59:59 | 2026-09-30 23:59:59");
        assertThat(answers("sum(event_count), count(distinct user_id) from marts.audit_summary" + SEPTEMBER))
                .containsExactly("24 | 3");
        assertThat(
                        answers(
                                "sum(event_count) from marts.audit_summary"
                                        + "(date '2026-09-01', date '2026-09-30', for_user := 'bob@example.org', for_outcome := 'denied')"))
                .containsExactly("3");
    }

    @Test
    void anEventConcernsSecurityByItsActionOrItsOutcome() {
        assertThat(answers(
                        "security_kind, action, user_id, client_failed_login_count, is_suspicious_client from marts.security_events"
                                + SEPTEMBER))
                .containsExactly(
                        "failed_login | LOGIN | ann | 1 | false",
                        "failed_login | auth.login.failed | bob | 5 | true",
                        "failed_login | AUTH_FAILED | bob | 5 | true",
                        "failed_login | AUTH_FAILED | ann | 5 | true",
                        "failed_login | AUTH_FAILED | bob | 5 | true",
                        "failed_login | auth.login | bob | 5 | true",
                        "permission_denied | AUTH_DENIED | bob | 0 | false",
                        "csrf_failed | security.csrf_failed | bob | null | null",
                        "rate_limit_exceeded | RATE_LIMIT_EXCEEDED | bob | 0 | false",
                        "invalid_token | TOKEN_TOO_OLD | bob | 0 | false",
                        "suspicious_activity | security.suspicious_activity | bob | 0 | false",
                        "permission_denied | user.delete | bob | 0 | false");
        assertThat(answers("count(*), max(client_failed_login_count) from marts.security_events"
                        + "(date '2026-09-01', date '2026-09-30', for_user := 'ann')"))
                .containsExactly("2 | 5");
        assertThat(answers(
                        "client_hash, failed_login_count, user_count, first_at, last_at from marts.suspicious_clients"
                                + SEPTEMBER))
                .containsExactly("2 | 5 | 2 | 2026-09-03 10:00:00 | 2026-09-03 10:04:00");
    }

    @Test
    void theTimelineOfAUserHasEventsAndDaysOfUsageInTheOrderOfTime() {
        assertThat(
                        answers(
                                "happened_at, entry_kind, action, outcome, request_count, total_tokens, spend_usd::double "
                                        + "from marts.user_timeline(date '2026-09-02', date '2026-09-30', for_user := 'ann@example.org')"))
                .containsExactly(
                        "2026-09-02 00:00:00 | usage | null | null | 21 | 2100 | 5.0",
                        "2026-09-02 08:00:00 | audit | LOGIN | failure | null | null | null",
                        "2026-09-02 09:00:00 | audit | LOGIN | success | null | null | null",
                        "2026-09-03 10:02:00 | audit | AUTH_FAILED | failure | null | null | null",
                        "2026-09-30 23:59:59 | audit | LOGOUT | success | null | null | null");
    }

    @Test
    void aKeyIsFollowedFromItsCreationToItsLastUse() {
        assertThat(answers(
                        "source_key_id, api_key_hash, created_at, rotated_at, revoked_at, first_used_date, last_used_date, "
                                + "is_used_after_revocation from marts.api_key_lifecycle order by source_key_id"))
                .containsExactly(
                        "k1 | hash-ann | 2026-09-01 01:00:00 | null | 2026-09-01 12:00:00 | 2026-09-02 | 2026-09-02 | true",
                        "k2 | hash-bob | 2026-09-01 01:00:00 | 2026-09-01 02:00:00 | null | 2026-09-05 | 2026-09-05 | null",
                        "k3 | null | 2026-09-01 01:00:00 | null | 2026-09-07 01:00:00 | null | null | null",
                        "k4 | hash-eve | null | null | 2026-09-06 23:00:00 | 2026-09-06 | 2026-09-06 | false");
    }

    @Test
    void aRequestOfAnAuditLogCountsOnDaysOnWhichThatLogWasRead() {
        assertThat(answers("request_count, success_count from marts.service_usage"
                        + "(date '2026-09-01', date '2026-09-30', for_request_source := 'audit-api')"))
                .containsExactly("2 | 1");
        assertThat(answers("loaded_day_count, missing_day_count from marts.request_coverage"
                        + "(date '2026-09-01', date '2026-09-03', for_request_source := 'audit-api')"))
                .containsExactly("2 | 1");
    }

    private static List<String> answers(String query) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return snapshot.table("select " + query).rows().stream()
                    .map(row ->
                            String.join(" | ", row.stream().map(String::valueOf).toList()))
                    .map(row -> row.replaceAll("(:\\d\\d)\\.0\\b", "$1"))
                    .toList();
        }
    }
}
