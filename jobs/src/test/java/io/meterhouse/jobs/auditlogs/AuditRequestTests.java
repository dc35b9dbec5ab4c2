package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.accesslogs.ServiceRoutes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that tell of a request to an API are requests too, of a source of their own. */
class AuditRequestTests {

    private static final String REQUESTS = """
            select concat_ws(' | ', request_source, requested_at, service_id, endpoint_path, method, status, outcome, duration_ms,
                source_file_key) as line
            from star.fact_request join star.dim_service using (service_key) join star.dim_endpoint using (endpoint_key)
            order by requested_at""";

    @TempDir
    Path folder;

    @Test
    void anApiAccessIsARequestWhoseStatusDecides() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        LiteMaasTable table = new LiteMaasTable(database);
        table.event(
                1,
                "2026-10-01 10:00:00+00",
                "POST_/api/v1/chat",
                "API_ACCESS",
                "{\"statusCode\":200,\"responseTime\":12.5,\"method\":\"POST\",\"url\":\"/api/v1/chat?token=x\"}");
        table.event(2, "2026-10-01 10:00:01+00", "GET_/api/v1/users/42", "API_ACCESS", "{\"statusCode\":\"404\"}");
        table.event(
                3,
                "2026-10-01 10:00:02+00",
                "GET_/api/v1/users/43",
                "API_ACCESS",
                "{\"statusCode\":403,\"responseTime\":3}");
        table.event(4, "2026-10-01 11:00:03+00", "GET_/api/v1/users/44", "API_ACCESS", "{\"statusCode\":500}");
        table.event(5, "2026-10-01 11:00:04+00", "GET_/api/v1/users/45", "API_ACCESS", "{\"statusCode\":\"soon\"}");
        table.event(6, "2026-10-01 11:00:05+00", "LOGIN");
        try (AuditHome home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"))) {
            home.loadNew();

            assertThat(home.broken()).isEmpty();
            assertThat(home.query(REQUESTS))
                    .containsExactly(
                            "audit-api | 2026-10-01 10:00:00 | llm | /api/v1/chat | POST | 200 | success | 12.500",
                            "audit-api | 2026-10-01 10:00:01 | api | /api/v1/users/{id} | GET | 404 | client_error",
                            "audit-api | 2026-10-01 10:00:02 | api | /api/v1/users/{id} | GET | 403 | client_error | 3.000",
                            "audit-api | 2026-10-01 11:00:03 | api | /api/v1/users/{id} | GET | 500 | server_error");
            assertThat(
                            home.query(
                                    "select right(event_id, 1) || ' ' || action_group || ' ' || outcome as line from star.fact_audit_event order by event_id"))
                    .containsExactly(
                            "1 api_access success",
                            "2 api_access failure",
                            "3 api_access denied",
                            "4 api_access error",
                            "5 other success",
                            "6 auth success");

            database.execute("update audit_logs set metadata = '{\"statusCode\":429}' where id = '%s'"
                    .formatted(LiteMaasTable.id(4)));
            database.execute("update audit_logs set created_at = '2026-10-01 12:00:00+00' where id = '%s'"
                    .formatted(LiteMaasTable.id(3)));
            home.loadAgain("2026-10-01", "2026-10-01");

            assertThat(home.query(REQUESTS)).hasSize(4).anyMatch(line -> line.contains("429 | throttled"));
            assertThat(
                            home.query(
                                    "select hour_at || ' ' || endpoint_path || ' ' || request_count || ' ' || success_count || ' ' || client_error_count || ' ' || throttled_count || ' ' || duration_ms_sum || ' ' || under_100_ms_count as line from star.fact_request_hourly join star.dim_endpoint using (endpoint_key) order by hour_at, endpoint_path"))
                    .containsExactly(
                            "2026-10-01 10:00:00 /api/v1/chat 1 1 0 0 12.500 1",
                            "2026-10-01 10:00:00 /api/v1/users/{id} 1 0 1 0 0.000 0",
                            "2026-10-01 11:00:00 /api/v1/users/{id} 1 0 0 1 0.000 0",
                            "2026-10-01 12:00:00 /api/v1/users/{id} 1 0 1 0 3.000 1");
        }
    }

    @Test
    @Tag("long")
    void otherRulesOfServicesMoveEventsRequestsAndHoursAlike() throws IOException {
        PostgresServer.Database database = PostgresServer.database();
        LiteMaasTable table = new LiteMaasTable(database);
        table.event(1, "2026-10-01 10:00:00+00", "GET_/api/v1/chat", "API_ACCESS", "{\"statusCode\":200}");
        try (AuditHome home = new AuditHome(folder, AuditHome.postgres(database, "litemaas"))) {
            home.loadNew();
            table.event(2, "2026-10-01 10:00:01+00", "GET_/api/v1/chat", "API_ACCESS", "{\"statusCode\":200}");
            Path rules = home.routes("/api/v1/chat*,talk\n");
            home.loadNew();
            database.execute("delete from audit_logs");
            assertThat(endpoints(home)).containsExactly("/api/v1/chat 2 talk");

            table.event(3, "2026-10-01 10:00:02+00", "GET_/api/v1/chat", "API_ACCESS", "{\"statusCode\":200}");
            Path others = home.routes("/api/v1/*,one\n");
            home.loadNew();
            assertThat(endpoints(home)).containsExactly("/api/v1/chat 1 one", "/api/v1/chat 2 talk");

            home.lease()
                    .writer()
                    .stage("service_route", ServiceRoutes.of(others).rows());
            home.lease().writer().inTransaction(() -> {
                home.lease().writer().run("load/named_user_again", Map.of());
                home.lease().writer().run("load/user_by_day", Map.of());
                home.lease().writer().run("load/join_requests_again", Map.of());
                return rules;
            });
            assertThat(endpoints(home)).containsExactly("/api/v1/chat 3 one");
            assertThat(
                            home.query(
                                    "select request_count || ' ' || service_id as line from star.fact_request_hourly join star.dim_service using (service_key)"))
                    .containsExactly("3 one");
        }
    }

    private static List<String> endpoints(AuditHome home) {
        return home.query(
                "select endpoint_path || ' ' || count(distinct event_id) || ' ' || service_id as line from star.fact_audit_event join star.dim_endpoint using (endpoint_key) join star.dim_service using (service_key) group by endpoint_path, service_id order by line");
    }
}
