package io.meterhouse.jobs.directorysources;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunResult;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users, keys, teams and models of a LiteMaaS in a real PostgreSQL. */
class LiteMaasTests {

    private static final String ANN = "00000000-0000-4000-8000-000000000011";
    private static final String BOB = "00000000-0000-4000-8000-000000000012";
    private static final String TEAM = "a0000000-0000-4000-8000-000000000001";

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    private DirectoryHome home;

    @BeforeAll
    static void startAServer() throws IOException {
        server = EmbeddedPostgres.builder()
                // Whatever locale the machine claims to have.
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .start();
        execute("create role reader login");
    }

    @AfterAll
    static void stopTheServer() throws IOException {
        server.close();
    }

    /** The columns of LiteMaaS's own migrations, of which the reader may read all that hold no key. */
    @BeforeEach
    void fillADatabase() {
        execute("drop schema public cascade");
        execute("create schema public");
        execute("grant usage on schema public to reader");
        execute("""
                create table users (
                    id uuid primary key, username varchar(255) not null, email varchar(255) not null, full_name varchar(255),
                    oauth_provider varchar(50) not null, oauth_id varchar(255) not null, roles text[] default '{user}',
                    is_active boolean default true, max_budget decimal(10, 2) default 100.00, tpm_limit integer default 10000,
                    rpm_limit integer default 60, budget_duration varchar(20), sync_status varchar(20),
                    last_login_at timestamptz, created_at timestamptz, updated_at timestamptz)""");
        execute("""
                create table api_keys (
                    id uuid primary key, subscription_id uuid, user_id uuid not null, name varchar(255),
                    key_hash varchar(255) unique not null, key_prefix varchar(20) not null, lite_llm_key_value varchar(255),
                    litellm_key_alias varchar(255), permissions jsonb, metadata jsonb, max_budget decimal(10, 2),
                    current_spend decimal(10, 2), budget_duration varchar(20), is_active boolean, expires_at timestamptz,
                    revoked_at timestamptz, created_at timestamptz)""");
        execute(
                "create table teams (id uuid primary key, name varchar(255), alias varchar(255), lite_llm_team_id varchar(255), max_budget decimal(10, 2), current_spend decimal(10, 2), budget_duration varchar(20) default 'monthly')");
        execute(
                "create table models (id varchar(255) primary key, name varchar(255), provider varchar(100), input_cost_per_token decimal(15, 10), output_cost_per_token decimal(15, 10), backend_model_name varchar(255), encrypted_api_key text)");
        execute(
                "grant select (id, username, email, full_name, oauth_id, roles, is_active, max_budget, tpm_limit, rpm_limit, budget_duration) on users to reader");
        execute(
                "grant select (user_id, name, key_hash, litellm_key_alias, metadata, max_budget, budget_duration, is_active, expires_at, revoked_at, created_at) on api_keys to reader");
        execute("grant select on teams to reader");
        execute(
                "grant select (id, name, provider, input_cost_per_token, output_cost_per_token, backend_model_name) on models to reader");
        execute(
                "insert into users (id, username, email, full_name, oauth_provider, oauth_id, roles, tpm_limit, rpm_limit) values ('%s', 'ann', 'ann@example.org', 'Ann Ames', 'openshift', 'kc-1', '{admin,user}', 2147483647, 60), ('%s', 'bob', 'bob@example.org', null, 'openshift', 'kc-2', '{user}', 500, 5)"
                        .formatted(ANN, BOB));
        execute("insert into teams (id, name, lite_llm_team_id) values ('%s', 'Default Team', 'team-at-litellm')"
                .formatted(TEAM));
        execute("""
                insert into models (id, provider, input_cost_per_token, output_cost_per_token, backend_model_name, encrypted_api_key)
                values ('chat', 'openai', 0.0000025, 0.00001, 'openai/gpt-4o', 'ENCRYPTED-KEY')""");
        key(
                1,
                ANN,
                "hash-1",
                "'laptop'",
                "'ann-laptop'",
                "'{\"department\":\"research\",\"note\":\"PRIVATE-NOTE\"}'",
                "null");
        key(2, BOB, "hash-2", "'old one'", "'orphaned_17'", "null", "null");
        key(3, BOB, "hash-3", "'revoked'", "null", "null", "'2026-10-01 10:00:00+00'");
        home = new DirectoryHome(folder).with(litemaas("reader"));
    }

    @Test
    void usersKeysTeamsAndModelsAreThoseOfTheDatabase() {
        RunResult result = home.night("2026-10-05");

        assertThat(result.warnings()).isEmpty();
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.users())
                .containsExactly(
                        ANN + " Ann Ames ann@example.org admin 0001-01-01",
                        BOB + " bob bob@example.org user 0001-01-01");
        assertThat(
                        home.answers(
                                "api_key_hash, key_alias, user_id, key_kind, is_blocked, key_metadata from star.dim_api_key where starts_with(api_key_hash, 'hash') order by all"))
                .containsExactly(
                        "hash-1 ann-laptop %s user false {\"department\":\"research\"}".formatted(ANN),
                        "hash-2 old one %s deleted false".formatted(BOB),
                        "hash-3 revoked %s deleted false".formatted(BOB));
        assertThat(home.answers("team_id, team_name from star.dim_team where team_key > 0"))
                .containsExactly("team-at-litellm Default Team");
        assertThat(home.answers("model_name, model_group from star.dim_model where model_key > 0"))
                .containsExactly("openai/gpt-4o chat");
    }

    @Test
    void noColumnThatHoldsAKeyIsEverAskedForAndNothingIsLandedThatNobodyWants() {
        home.night("2026-10-05");
        home.with(litemaas("postgres")).night("2026-10-06");

        assertThat(home.landed())
                .as("the reader who may not read them was not refused, and who may does not see them either")
                .contains("ann-laptop")
                .doesNotContain("SECRET-KEY", "ENCRYPTED-KEY", "sk-PREFIX", "PRIVATE-NOTE", "42.42");
        assertThat(home.answers("count(*) from ops.directory_observation where attributes::varchar like '%PRIVATE%'"))
                .containsExactly("0");
    }

    @Test
    void limitsAreKeptAndNoneIsNoLimit() {
        home.night("2026-10-05");

        assertThat(
                        home.answers(
                                "attributes ->> '$.user_alias', attributes ->> '$.max_budget', attributes ->> '$.tpm_limit', attributes ->> '$.rpm_limit' from ops.directory_observation where entity_kind = 'user' order by all"))
                .containsExactly("Ann Ames 100.0 60", "bob 100.0 500 5");
    }

    @Test
    void ofAKeyLiteLlmIsBelievedBeforeLiteMaasAndOfAUserAfterIt() {
        home.night("2026-10-05");
        home.litellmLists("2026-10-06", ANN + " {'user_alias':'annie','user_email':'ann@litellm.example'}");

        assertThat(home.users()).contains(ANN + " Ann Ames ann@example.org admin 0001-01-01");
    }

    @Test
    void anOlderLiteMaasWithoutTeamsAndModelsIsReadWithoutThem() {
        execute("drop table teams");
        execute("drop table models");

        RunResult result = home.night("2026-10-05");

        assertThat(result.warnings()).isEmpty();
        assertThat(home.answers("entity_kind from ops.directory_list order by all"))
                .containsExactly("api_key", "user");
    }

    @Test
    void whatCannotBeReadIsAWarningThatSaysWhatToDo() {
        execute("revoke select on api_keys from reader");
        execute("revoke select (key_hash) on api_keys from reader");
        assertThat(home.night("2026-10-05").warnings())
                .containsExactly(
                        "What litemaas says of users, keys and teams stays as it was. The database of LiteMaaS at %s has no table api_keys with the columns key_hash, user_id that reader may read. Check meterhouse.directory.litemaas.jdbc-url, and grant select on these columns."
                                .formatted(address()));

        execute("delete from users");
        assertThat(home.night("2026-10-06").warnings())
                .singleElement()
                .asString()
                .contains("lists no user at all, which no installation does");

        home.with(new LiteMaasProperties("jdbc:postgresql://localhost:1/postgres", "reader", "a-secret"));
        RunResult away = home.night("2026-10-07");
        assertThat(away.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(away.warnings())
                .singleElement()
                .asString()
                .contains("The database of LiteMaaS at jdbc:postgresql://localhost:1/postgres cannot be read: ")
                .doesNotContain("a-secret");
        assertThat(home.answers("count(*) from ops.directory_list")).containsExactly("0");
    }

    private static void key(
            int number, String user, String hash, String name, String alias, String metadata, String revoked) {
        execute("""
                insert into api_keys (id, user_id, name, key_hash, key_prefix, lite_llm_key_value, litellm_key_alias, metadata,
                    current_spend, is_active, revoked_at)
                values ('00000000-0000-4000-8000-%012d', '%s', %s, '%s', 'sk-PREFIX', 'SECRET-KEY-%d', %s, %s, 42.42, true, %s)""".formatted(number, user, name, hash, number, alias, metadata, revoked));
    }

    private static LiteMaasProperties litemaas(String reader) {
        return new LiteMaasProperties(address(), reader, null);
    }

    private static String address() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
    }

    private static void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }
}
