package io.meterhouse.scheduler.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.scheduler.schedule.StartedCommand;
import io.meterhouse.warehouse.WarehouseHome;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators hear of scheduled commands. Each end is told by a daemon of its own, as if it was started anew each time. */
class OperatorsTests {

    private static final Instant NIGHT = Instant.parse("2026-11-22T02:30:00Z");
    private static final String GONE =
            "Not loaded: 2026-11-%d. http://litellm:4000 refused 5 connections in a row and is left for this run.";

    @TempDir
    Path folder;

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());

    private final List<String> remarks = new ArrayList<>();
    private WarehouseHome home;
    private Instant now = NIGHT;

    @BeforeAll
    static void start() {
        SMTP.start();
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @BeforeEach
    void begin() throws Exception {
        home = new WarehouseHome(folder).prepare();
        SMTP.purgeEmailFromAllMailboxes();
    }

    @Test
    void aCauseIsToldOnceThenItsChangeThenThatAllIsInOrder() throws Exception {
        night(3, GONE.formatted(20), GONE.formatted(21));
        now = now.plus(Duration.ofDays(1));
        night(3, GONE.formatted(20), GONE.formatted(21), GONE.formatted(22));
        assertThat(subjects()).containsExactly("Meterhouse: nightly ended with exit code 3");

        now = now.plus(Duration.ofDays(1));
        night(1, "Error: The disk is full.");
        now = now.plus(Duration.ofDays(1));
        night(0);
        now = now.plus(Duration.ofDays(1));
        night(0);

        assertThat(subjects())
                .containsExactly(
                        "Meterhouse: nightly ended with exit code 3",
                        "Meterhouse: nightly ended with exit code 1",
                        "Meterhouse: nightly is in order again");
        assertThat(text(0)).isEqualToNormalizingNewlines("""
                        nightly of 2026-11-22T02:30:00Z ended with exit code 3: done with gaps: the rest is published.

                        Not loaded: 2026-11-20. http://litellm:4000 refused 5 connections in a row and is left for this run.
                        Not loaded: 2026-11-21. http://litellm:4000 refused 5 connections in a row and is left for this run.

                        The lines above name what is missing; the next night tries it again. The runbook says what to do about each.
                        See 'Exit codes' in docs/runbook.md.

                        Run   20261122T023000Z-nightly
                        Log   %s/logs/schedule/nightly.log
                        Home  %s
                        """.formatted(home.root(), home.root())
                .strip());
        assertThat(text(2))
                .startsWith(
                        "nightly of 2026-11-25T02:30:00Z ended with exit code 0. It had not since 2026-11-22T02:30:00Z.");
        assertThat(remarks).isEmpty();
    }

    @Test
    void whatStaysWrongIsToldAgainAfterAWeek() throws Exception {
        for (int day = 0; day <= 8; day++) {
            now = NIGHT.plus(Duration.ofDays(day));
            night(
                    4,
                    "Check fact_usage_daily__grain_is_unique BLOCKS: %d rows ('./meterhouse check' shows them)."
                            .formatted(day + 1));
        }

        assertThat(subjects()).hasSize(2);
        assertThat(text(1)).contains("It has ended so 8 times since 2026-11-22T02:30:00Z.", "See 'A check blocks'");
    }

    @Test
    void whoCannotBeToldIsToldAtTheNextEndAndThatIsRemarked() throws Exception {
        try (WebListener chat = new WebListener()) {
            chat.answering(503, 503, 503);
            ended(webhook(chat), "nightly", 1, "Error: The disk is full.");
            assertThat(remarks).hasSize(1);
            assertThat(remarks.get(0))
                    .startsWith(
                            "Operators could not be told 'Meterhouse: nightly ended with exit code 1': The webhook at 127.0.0.1 answered 503.")
                    .doesNotContain("T0P5ECRET");

            ended(webhook(chat), "refresh-today", 0);

            assertThat(chat.heard()).hasSize(4);
            JsonNode told =
                    JsonMapper.builder().build().readTree(chat.heard().get(3).substring("POST ".length()));
            assertThat(told.path("text").asString())
                    .startsWith("Meterhouse: nightly ended with exit code 1\n")
                    .contains("Error: The disk is full.");
            assertThat(told.path("job").asString()).isEqualTo("nightly");
            assertThat(told.path("exit_code").asInt()).isEqualTo(1);
            assertThat(told.path("runbook").asString()).isEqualTo("Exit codes");

            ended(webhook(chat), "refresh-today", 0);
            assertThat(chat.heard()).hasSize(4);
        }
    }

    @Test
    void whatLeavesTheMachineNamesNoPersonAndOpensNoDoor() throws Exception {
        night(
                1,
                "Error: https://admin:pa55@proxy.example.org/user/list?user_id=alice refused Bearer abcdefgh and sk-1234567890abcdef of alice@example.org; password=hunter2");

        assertThat(text(0))
                .contains(
                        "Error: https://proxy.example.org/user/list?… refused Bearer {secret} and {key} of {address}; password={secret}")
                .doesNotContain("alice", "pa55", "hunter2", "abcdefgh");
    }

    @Test
    void aCrashIsToldByTheEndOfItsLogAndItsPlacesInMemoryDoNotMatter() throws Exception {
        night(134, "# SIGSEGV (0xb) at pc=0x00007f1, pid=4711");
        night(134, "# SIGSEGV (0xb) at pc=0x00007f2, pid=4712");
        night(143, "Stopping after the days in flight; the next run goes on where this one ends.");

        assertThat(subjects())
                .containsExactly(
                        "Meterhouse: nightly ended with exit code 134", "Meterhouse: nightly ended with exit code 143");
        assertThat(text(0)).contains("SIGSEGV", "'A scheduled command was stopped, killed or crashed'");
    }

    @Test
    void aCommandThatEndsWithTheDaemonIsNobodysConcern() throws Exception {
        try (Operators operators = operators(mail())) {
            operators.stopping();
            operators.ended(command("nightly", "Stopping."), 143, Duration.ofMinutes(1));
        }

        assertThat(subjects()).isEmpty();
    }

    @Test
    void whoIsSlowToHearKeepsNobodyFromGoingOn() throws Exception {
        CountDownLatch isSlow = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        Channel slow = new Channel() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public void tell(Notice notice) throws InterruptedException {
                isSlow.await();
                told.add(notice.job());
            }
        };
        try (Operators operators = operators(slow)) {
            operators.ended(command("nightly", "Error: no."), 1, Duration.ofMinutes(1));
            operators.ended(command("refresh-today", "Error: no."), 1, Duration.ofMinutes(1));
            isSlow.countDown();
        }

        assertThat(told).containsExactly("nightly", "refresh-today");
    }

    @Test
    void aMemoryThatIsDamagedIsBegunAnew() throws Exception {
        Files.writeString(home.operations().resolve("told.json"), "{");

        night(1, "Error: The disk is full.");
        night(1, "Error: The disk is full.");

        assertThat(subjects()).hasSize(1);
    }

    @Test
    void settingsThatCannotBeAreNamedWithoutTheirSecrets() {
        OperatorsProperties operators = new OperatorsProperties(
                List.of("nobody"), "hooks.example.org/T0P5ECRET", "ftp://example.org/T0P5ECRET");

        assertThat(operators.problems(MailProperties.notConfigured()))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem).doesNotContain("T0P5ECRET"));
        assertThat(new MailProperties("smtp.example.org", 0, "meterhouse", null, Map.of()).problems())
                .hasSize(3);
    }

    private void night(int exitCode, String... lines) throws Exception {
        ended(mail(), "nightly", exitCode, lines);
    }

    private void ended(Channel channel, String job, int exitCode, String... lines) throws Exception {
        try (Operators operators = operators(channel)) {
            operators.ended(command(job, lines), exitCode, Duration.ofMinutes(1));
        }
    }

    private StartedCommand command(String job, String... lines) throws Exception {
        Path log = home.logs().resolve("schedule").resolve(job + ".log");
        Files.createDirectories(log.getParent());
        Files.writeString(
                log,
                "litellm: 12 days loaded, 0 failed.\nRun 20261122T023000Z-nightly ended.\n%s\n"
                        .formatted(String.join("\n", lines)));
        return new StartedCommand(job, List.of(job), now, now, 4711, log);
    }

    private Operators operators(Channel channel) {
        return new Operators(home, List.of(channel), remarks::add, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Channel mail() {
        return new MailChannel(
                new MailServer(
                        "127.0.0.1",
                        SMTP.getSmtp().getPort(),
                        null,
                        null,
                        Map.of("mail.from", "meterhouse@example.org")),
                List.of("operators@example.org"));
    }

    private static Channel webhook(WebListener chat) {
        return new WebhookChannel(chat.url(), new WebCalls(Duration.ofSeconds(10), Duration.ZERO));
    }

    private List<String> subjects() throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : SMTP.getReceivedMessages()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    private String text(int mail) throws Exception {
        return SMTP.getReceivedMessages()[mail].getContent().toString();
    }
}
