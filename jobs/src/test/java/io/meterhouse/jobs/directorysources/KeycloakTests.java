package io.meterhouse.jobs.directorysources;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users of a Keycloak that answers over real HTTP. */
class KeycloakTests {

    @TempDir
    Path folder;

    private KeycloakStandIn keycloak;
    private DirectoryHome home;

    @BeforeEach
    void startAKeycloak() throws IOException {
        keycloak = new KeycloakStandIn();
        keycloak.user(
                "kc-1",
                "'username':'ann','email':'ann@example.org','firstName':'Ann','lastName':'Ames','enabled':true,'attributes':{'department':['Research',' '],'subscription_tier':['pro','old'],'api_calls_limit':['5000'],'api_calls_used':['4711'],'api_calls_reset_date':['2026-11-01'],'subscription_status':[' '],'stripe_customer_id':['cus_1']}");
        keycloak.user(
                "kc-2",
                "'username':'bob','enabled':false,'attributes':{'api_calls_limit':['lots'],'api_calls_reset_date':['soon']}");
        keycloak.user("kc-3", "'username':'cid'");
        home = new DirectoryHome(folder).with(keycloak.properties());
    }

    @AfterEach
    void stopIt() {
        keycloak.close();
    }

    @Test
    void usersAreCalledAsPeopleAre() {
        RunResult result = home.night("2026-10-05");

        assertThat(result.warnings()).isEmpty();
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.users())
                .containsExactly(
                        "kc-1 Ann Ames ann@example.org 0001-01-01", "kc-2 bob 0001-01-01", "kc-3 cid 0001-01-01");
    }

    @Test
    void everyPageIsReadTwice() {
        for (int user = 4; user <= 1_000; user++) {
            keycloak.user("kd-%04d".formatted(user), "'username':'user %d'".formatted(user));
        }

        assertThat(home.night("2026-10-05").warnings()).isEmpty();

        assertThat(home.answers("count(*) from star.dim_user where user_key > 0"))
                .containsExactly("1000");
        String first = "first=0&max=500&briefRepresentation=false";
        String second = "first=500&max=500&briefRepresentation=false";
        String behind = "first=1000&max=500&briefRepresentation=false";
        assertThat(keycloak.requests()).containsExactly(first, second, behind, first, second, behind);
    }

    @Test
    void ofAttributesTheFirstElementCountsBlanksAreMissingAndOthersAreNeverWritten() {
        home.night("2026-10-05");

        assertThat(home.answers("entity_id, attributes from ops.directory_observation order by all"))
                .containsExactly(
                        "kc-1 {\"user_alias\":\"Ann Ames\",\"user_email\":\"ann@example.org\",\"active\":true,\"department\":\"Research\",\"tier\":\"pro\",\"api_calls_limit\":\"5000\",\"api_calls_reset_date\":\"2026-11-01\"}",
                        "kc-2 {\"user_alias\":\"bob\",\"active\":false}",
                        "kc-3 {\"user_alias\":\"cid\"}");
        assertThat(home.landed()).contains("pro").doesNotContain("cus_1", "4711", "the+secret", "token-");
    }

    @Test
    void whoLogsInThroughKeycloakIsTheUserOfTheirAddress() {
        home.litellmLists("2026-10-04", "u-1 {'user_alias':'a','user_email':'ANN@example.org'}");

        home.night("2026-10-05");

        assertThat(home.users())
                .containsExactly(
                        "kc-2 bob 0001-01-01",
                        "kc-3 cid 0001-01-01",
                        "u-1 Ann Ames ann@example.org 2026-10-05",
                        "u-1 a ANN@example.org 0001-01-01");
    }

    @Test
    void aTokenThatRanOutIsAskedForAgain() {
        keycloak.setRequestsPerToken(1);

        assertThat(home.night("2026-10-05").warnings()).isEmpty();
        assertThat(keycloak.tokens()).isEqualTo(2);
        assertThat(home.users()).hasSize(3);
    }

    @Test
    void somebodyWhoLeavesWhileThePagesAreReadHidesNobodyElse() {
        keycloak.setBetweenPages(page -> {
            if (page == 1) {
                keycloak.forget("kc-1");
            }
        });

        assertThat(home.night("2026-10-05").warnings()).isEmpty();
        assertThat(home.users()).containsExactly("kc-2 bob 0001-01-01", "kc-3 cid 0001-01-01");
    }

    @Test
    void aListThatNeverStandsStillIsLeftOut() {
        keycloak.setBetweenPages(page -> keycloak.user("kc-x" + page, "'username':'x'"));

        RunResult result = home.night("2026-10-05");

        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("changed under each of 4 readings, so somebody may be missing");
        assertThat(home.answers("count(*) from ops.directory_list")).containsExactly("0");
    }

    @Test
    void aRefusalSaysWhatToDoAndNeverTheSecret() {
        RunResult wrongSecret = home.with(keycloak.properties("a-wrong-secret")).night("2026-10-05");
        assertThat(wrongSecret.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(wrongSecret.warnings())
                .containsExactly(
                        "What keycloak says of users, keys and teams stays as it was. Keycloak at %s refuses a token to the client meterhouse (HTTP 401). Check METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET, and give the service account of the client the role view-users of the client realm-management."
                                .formatted(keycloak.address()));

        keycloak.setStatus(403);
        assertThat(home.with(keycloak.properties()).night("2026-10-06").warnings())
                .singleElement()
                .asString()
                .contains("refuses the users of the realm staff to the client meterhouse (HTTP 403)");

        keycloak.setStatus(503);
        assertThat(home.night("2026-10-07").warnings())
                .singleElement()
                .asString()
                .contains("answered 503 when asked for the users of the realm staff");
    }

    @Test
    void aKeycloakThatIsAwayOrListsNobodyTakesNobodyForDeleted() {
        home.night("2026-10-05");
        for (String id : new String[] {"kc-1", "kc-2", "kc-3"}) {
            keycloak.forget(id);
        }
        assertThat(home.night("2026-10-06").warnings())
                .singleElement()
                .asString()
                .contains("lists nobody. Give the service account of the client meterhouse the role view-users");
        keycloak.close();
        assertThat(home.night("2026-10-07").warnings())
                .singleElement()
                .asString()
                .contains("cannot be reached");

        assertThat(home.answers("count(*) from star.dim_user where user_key > 0 and not is_deleted"))
                .containsExactly("3");
    }
}
