package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed when a server has a whole mail and has not answered: nobody knows, and nothing is sent twice by itself. */
class KilledWhileSendingTests {

    private static final int SIGKILL = 128 + 9;

    @TempDir
    Path folder;

    private final CountDownLatch firstIsThere = new CountDownLatch(1);

    @Test
    @Tag("long")
    void aMailOfAKilledProcessIsUnknownUntilSomebodySendsItOnceMore() throws Exception {
        SmallWarehouse warehouse = new SmallWarehouse(MeterhouseProcess.home(folder));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .snapshot("S-1", "R-1", "2026-10-04 02:50:00"));
        try (MailServer server = MailServer.start(this::isAnswered)) {
            Map<String, String> environment = new HashMap<>(server.environment());
            environment.putAll(Map.of(
                    "METERHOUSE_DELIVERY_MAILS_MONTH_REPORT", "finance",
                    "METERHOUSE_DELIVERY_MAILS_MONTH_PERIOD", "last-month",
                    "METERHOUSE_DELIVERY_MAILS_MONTH_RECIPIENTS", "ann@example.org"));
            String[] send = {
                "report", "finance", "--from", "2026-09-01", "--to", "2026-09-30", "--format", "csv", "--send"
            };

            try (MeterhouseProcess sending = MeterhouseProcess.start(folder, environment, send)) {
                assertThat(firstIsThere.await(180, TimeUnit.SECONDS)).isTrue();
                assertThat(run(environment, "deliveries").exitCode())
                        .as("whoever sends has the outbox to itself")
                        .isEqualTo(5);
                assertThat(sending.kill().exitCode()).isEqualTo(SIGKILL);
            }

            Outcome again = run(environment, send);
            assertThat(again.exitCode()).as(again.remarks()).isEqualTo(3);
            assertThat(again.remarks())
                    .contains("Error: Mail 1, finance", "may have been sent or not", "deliveries --resend 1");
            assertThat(server.mails())
                    .as("what the killed process had handed over")
                    .isEqualTo(1);
            assertThat(run(environment, "deliveries").answer()).contains("unknown");

            Outcome resent = run(environment, "deliveries", "--resend", "1");
            assertThat(resent.exitCode()).as(resent.remarks()).isZero();
            assertThat(server.mailsTo("ann@example.org")).isEqualTo(2);
        }
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        try (MeterhouseProcess process = MeterhouseProcess.start(folder, environment, arguments)) {
            return process.end();
        }
    }

    /** All but the first. */
    private boolean isAnswered(int mail) {
        if (mail == 1) {
            firstIsThere.countDown();
        }
        return mail > 1;
    }
}
