package io.meterhouse.jobs.auditlogs;

/** The audit table of LiteMaaS, filled by hand. */
final class LiteMaasTable {

    private final PostgresServer.Database database;

    LiteMaasTable(PostgresServer.Database database) {
        this.database = database;
        database.execute("""
                create table audit_logs (
                    id uuid primary key, user_id uuid, action varchar(100) not null, resource_type varchar(50) not null,
                    resource_id varchar(255), old_values jsonb, new_values jsonb, ip_address inet, user_agent text,
                    session_id varchar(255), success boolean default true, error_message text, metadata jsonb,
                    created_at timestamptz default now())""");
    }

    /** The id of event or user number so-and-so. */
    static String id(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    void event(int number, String at, String action) {
        event(number, at, action, "AUTH", "{}");
    }

    void event(int number, String at, String action, String resourceType, String metadata) {
        database.execute(
                "insert into audit_logs (id, user_id, action, resource_type, resource_id, metadata, created_at, ip_address) values ('%s', '%s', '%s', '%s', 'resource', '%s', '%s', '203.0.113.9')"
                        .formatted(id(number), id(900), action, resourceType, metadata, at));
    }
}
