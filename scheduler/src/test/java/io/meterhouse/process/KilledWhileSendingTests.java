package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.meterhouse.warehouse.SmallWarehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed when a server has a whole mail and has not answered: nobody knows, and nothing is sent twice by itself. */
class KilledWhileSendingTests {

    private static final int SIGKILL = 128 + 9;

    @TempDir
    Path folder;

    private final CountDownLatch firstIsThere = new CountDownLatch(1);
    private final AtomicInteger mails = new AtomicInteger();

    @Test
    void aMailOfAKilledProcessIsUnknownUntilSomebodySendsItOnceMore() throws Exception {
        SmallWarehouse warehouse = new SmallWarehouse(MeterhouseProcess.home(folder));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .snapshot("S-1", "R-1", "2026-10-04 02:50:00"));
        try (ServerSocket smtp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(smtp), "smtp");
            server.setDaemon(true);
            server.start();
            Map<String, String> environment = Map.of(
                    "SPRING_MAIL_HOST", "127.0.0.1",
                    "SPRING_MAIL_PORT", String.valueOf(smtp.getLocalPort()),
                    "SPRING_MAIL_PROPERTIES_MAIL_FROM", "reports@example.org",
                    "METERHOUSE_DELIVERY_MAILS_MONTH_REPORT", "finance",
                    "METERHOUSE_DELIVERY_MAILS_MONTH_PERIOD", "last-month",
                    "METERHOUSE_DELIVERY_MAILS_MONTH_RECIPIENTS", "ann@example.org");
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
            assertThat(mails).as("what the killed process had handed over").hasValue(1);
            assertThat(run(environment, "deliveries").answer()).contains("unknown");

            Outcome resent = run(environment, "deliveries", "--resend", "1");
            assertThat(resent.exitCode()).as(resent.remarks()).isZero();
            assertThat(mails).hasValue(2);
        }
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        try (MeterhouseProcess process = MeterhouseProcess.start(folder, environment, arguments)) {
            return process.end();
        }
    }

    /** Takes every mail, but never answers the first one. */
    private void serve(ServerSocket smtp) {
        while (!smtp.isClosed()) {
            try (Socket connection = smtp.accept()) {
                talk(connection);
            } catch (IOException gone) {
                // The process at the other end was killed.
            }
        }
    }

    private void talk(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = connection.getOutputStream();
        say(out, "220 here");
        boolean isMail = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (isMail) {
                if (line.equals(".")) {
                    isMail = false;
                    if (mails.incrementAndGet() == 1) {
                        firstIsThere.countDown();
                        continue;
                    }
                    say(out, "250 taken");
                }
            } else if (line.startsWith("DATA")) {
                isMail = true;
                say(out, "354 go on");
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
