package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.meterhouse.warehouse.SmallWarehouse;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nights and people mail, received by a real SMTP server. */
class MailedReportsTests {

    private static final LocalDate OCTOBER_4 = LocalDate.parse("2026-10-04");

    @TempDir
    Path installation;

    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final Map<String, String> given = new HashMap<>();
    private SmallWarehouse warehouse;
    private Instant now = Instant.parse("2026-10-04T03:00:00Z");

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(installation.resolve("config"));
        Files.copy(Path.of("../config/application.yaml"), installation.resolve("config/application.yaml"));
        smtp.start();
        given.put("meterhouse.home", installation.resolve("home").toString());
        given.put("spring.mail.host", "127.0.0.1");
        given.put("spring.mail.port", String.valueOf(smtp.getSmtp().getPort()));
        given.put("spring.mail.properties.mail.from", "reports@example.org");
        given.put("meterhouse.delivery.mails-per-minute", "60000");
        warehouse = new SmallWarehouse(installation.resolve("home"));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .days("2026-10-01", "2026-10-03", "loaded", false)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .snapshot("S-1", "R-1", "2026-10-04 02:50:00"));
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void aFinalMonthGoesToEachReaderOnceHoweverOftenTheNightRuns() throws Exception {
        month("recipients", "ann@example.org, bob@example.org,ANN@Example.org");

        String said = night(ExitCode.DONE);
        night(ExitCode.DONE);

        assertThat(said)
                .contains("Mail 1, finance 2026-09-01 to 2026-09-30 for ann@example.org: sent; the server said: 250");
        assertThat(smtp.getReceivedMessages()).hasSize(2);
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getRecipients(Message.RecipientType.TO)).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("AI usage cost report: 1–30 September 2026 (FINAL)");
        assertThat(mail.getMessageID())
                .startsWith("<finance-2026-09-01-2026-09-30-v1-")
                .endsWith("@example.org>");
        assertThat(mail.getMessageID()).isNotEqualTo(smtp.getReceivedMessages()[1].getMessageID());
    }

    @Test
    void aMonthThatIsNotFinalWaitsAndOneThatGoesAtOnceComesAgainWhenItIsFinalForWhoeverWantsThat() throws Exception {
        warehouse.fill(rows -> rows.notFinal("2026-09-30"));
        month("recipients", "ann@example.org");
        given.put("meterhouse.delivery.mails.atonce.report", "finance");
        given.put("meterhouse.delivery.mails.atonce.period", "last-month");
        given.put("meterhouse.delivery.mails.atonce.when", "immediate");
        given.put("meterhouse.delivery.mails.atonce.recipients", "ann@example.org");

        night(ExitCode.DONE);
        assertThat(subjects()).containsExactly("AI usage cost report: 1–30 September 2026 (PROVISIONAL)");

        warehouse.fill(rows -> rows.nowFinal("2026-09-30"));
        night(ExitCode.DONE);
        night(ExitCode.DONE);

        assertThat(subjects())
                .containsExactly(
                        "AI usage cost report: 1–30 September 2026 (PROVISIONAL)",
                        "AI usage cost report: 1–30 September 2026 (FINAL)");
        assertThat(whole(1)).contains("The figures are final now.");
    }

    @Test
    void logsOfWhichADayIsMissingMakeNoEditionUntilTheDayIsRead() throws Exception {
        warehouse.fill(rows -> rows.logDays("2026-09-01", "2026-09-29", "loaded"));
        month("recipients", "ann@example.org");
        given.put("meterhouse.delivery.mails.month.report", "operations");

        night(ExitCode.DONE);
        night(ExitCode.DONE);
        assertThat(installation.resolve("home/reports/operations")).doesNotExist();

        warehouse.fill(rows -> rows.logDays("2026-09-30", "2026-09-30", "loaded"));
        night(ExitCode.DONE);
        night(ExitCode.DONE);
        assertThat(subjects()).containsExactly("AI service operations report: 1–30 September 2026 (FINAL)");
    }

    @Test
    void figuresThatWereFinalAndChangedAreMailedAsRestatedAndTheSameFiguresAreNot() throws Exception {
        month("recipients", "ann@example.org");
        night(ExitCode.DONE);

        now = Instant.parse("2026-10-05T03:00:00Z");
        warehouse.fill(rows ->
                rows.reloaded("2026-09-15", "2026-10-05 02:30:00").snapshot("S-2", "R-2", "2026-10-05 02:50:00"));
        night(ExitCode.DONE);
        assertThat(subjects()).hasSize(1);

        now = Instant.parse("2026-10-06T03:00:00Z");
        warehouse.fill(rows -> rows.reloaded("2026-09-15", "2026-10-06 02:30:00")
                .usage("2026-09-15", "bob", "red", "gpt", "openai", 10, "2")
                .snapshot("S-3", "R-3", "2026-10-06 02:50:00"));
        night(ExitCode.DONE);
        night(ExitCode.DONE);

        assertThat(subjects())
                .containsExactly(
                        "AI usage cost report: 1–30 September 2026 (FINAL)",
                        "RESTATED: AI usage cost report: 1–30 September 2026 (FINAL)");
        assertThat(whole(1)).contains("had told them as final");
        assertThat(smtp.getReceivedMessages()[1].getMessageID()).contains("-v2-");
    }

    @Test
    void oneWrongEntryIsNamedAndKeepsNoOtherFromBeingMailed() throws Exception {
        month("recipients", "ann@example.org,no address,opted@example.org");
        given.put("meterhouse.delivery.opt-out", "OPTED@example.org");
        entry("audience", "audience", "somebody");
        entry("member", "audience", "team:blue");
        entry("nobody", "recipients", "");
        entry("never", "period", "this-month");
        entry("report", "report", "poem");
        entry("subject", "subject", "Costs\r\nBcc: stranger@example.org");
        entry("language", "language", "fr");

        String said = night(ExitCode.GAPS);

        assertThat(subjects()).hasSize(1);
        assertThat(said)
                .contains("Error: meterhouse.delivery.mails.audience has the audience 'somebody'")
                .contains("Error: meterhouse.delivery.mails.member mails nothing.", "Nothing in the snapshot is called")
                .contains("Error: meterhouse.delivery.mails.nobody has no recipient who can be sent anything")
                .contains("Error: meterhouse.delivery.mails.never waits until every day of this-month is final")
                .contains("Error: meterhouse.delivery.mails.report names the report 'poem'; the reports are: finance")
                .contains("Error: meterhouse.delivery.mails.subject has a subject with a line break")
                .contains("Error: meterhouse.delivery.mails.language cannot be read:")
                .contains(
                        "Error: meterhouse.delivery.mails.month names the recipient 'no address', which is no address");
    }

    @Test
    void eachPartyGetsItsOwnStatementAtItsOwnAddressAndWhoHasNoneIsNamedOnce() throws Exception {
        warehouse.fill(rows -> rows.usage("2026-09-15", "bob", "red", "gpt", "openai", 10, "77.31")
                .usage("2026-09-16", "walter", "red", "gpt", "openai", 10, "88.42")
                .usage("2026-09-16", "opted", "red", "gpt", "openai", 10, "99.53")
                .altered("update star.dim_user set user_email = null where user_id = 'walter'"));
        given.put("meterhouse.delivery.opt-out", "opted@example.org");
        given.put("meterhouse.delivery.mails.own.report", "statement");
        given.put("meterhouse.delivery.mails.own.audience", "each user");
        given.put("meterhouse.delivery.mails.own.period", "last-month");
        given.put("meterhouse.delivery.mails.own.formats", "csv");

        String said = night(ExitCode.GAPS);
        night(ExitCode.DONE);

        assertThat(said)
                .contains(
                        "Error: The statement of user walter (walter) of meterhouse.delivery.mails.own goes to nobody: no address of theirs is known.")
                .doesNotContain("user opted");
        assertThat(smtp.getReceivedMessages()).hasSize(2);
        for (int number = 0; number < 2; number++) {
            boolean isOfAnn = smtp.getReceivedMessages()[number]
                    .getAllRecipients()[0]
                    .toString()
                    .equals("ann@example.org");
            assertThat(whole(number))
                    .contains(isOfAnn ? "ann" : "77.31")
                    .doesNotContain(
                            isOfAnn ? "bob" : "ann@", isOfAnn ? "77.31" : "key of ann", "walter", "88.42", "99.53");
        }
        assertThat(run("report", "statement", "--for-each", "user", "--period", "last-month", "--send")
                        .exitCode())
                .isEqualTo(3);
        assertThat(smtp.getReceivedMessages()).hasSize(2);
    }

    @Test
    void statementsOfEachPartyThatNobodyAskedToSendAreOnlyRendered() {
        warehouse.fill(rows -> rows.usage("2026-09-16", "bob", "red", "gpt", "openai", 10, "77.31"));
        given.put("meterhouse.delivery.mails.own.report", "statement");
        given.put("meterhouse.delivery.mails.own.audience", "each user");
        given.put("meterhouse.delivery.mails.own.period", "last-month");

        Spoken spoken = run("report", "statement", "--for-each", "user", "--period", "last-month", "--format", "json");

        assertThat(spoken.exitCode()).as(spoken.remarks()).isZero();
        assertThat(spoken.answer().lines())
                .hasSize(2)
                .allSatisfy(file -> assertThat(Path.of(file)).hasFileName("statement_2026-09-01_2026-09-30.json"))
                .anySatisfy(file -> assertThat(Path.of(file)).content().contains("77.31"));
        assertThat(smtp.getReceivedMessages()).isEmpty();
        assertThat(run("deliveries").answer()).contains("(0 rows)");
    }

    @Test
    void aConditionKeepsAMailWithoutDataAndOneWithoutWarnings() throws Exception {
        entry("empty", "period", "last-year");
        given.put("meterhouse.delivery.mails.empty.when", "immediate");
        given.put("meterhouse.delivery.mails.empty.condition", "with-data");

        night(ExitCode.DONE);

        assertThat(subjects()).isEmpty();
    }

    @Test
    void withoutAServerTheMailsOfANightLieInTheHome() throws IOException {
        given.remove("spring.mail.host");
        month("recipients", "ann@example.org");

        assertThat(night(ExitCode.DONE)).contains("not sent. No mail server is configured");

        try (Stream<Path> files = Files.list(installation.resolve("home/outbox"))) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasFileName("20261004T030000Z_finance_ann@example.org.eml"));
        }
    }

    @Test
    void aServerThatIsGoneIsAGapAndTheNextNightGoesOn() throws Exception {
        month("recipients", "ann@example.org");
        given.put("meterhouse.delivery.retries", "0");
        smtp.stop();

        assertThat(night(ExitCode.GAPS)).contains("Error: Mail 1, finance", "was not sent and is due again at");

        smtp.start();
        given.put("spring.mail.port", String.valueOf(smtp.getSmtp().getPort()));
        now = now.plusSeconds(86_400);
        night(ExitCode.DONE);
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void aPersonMailsAReportToThoseWhomItsEntriesNameAndSeesWhatBecameOfIt() throws Exception {
        month("recipients", "ann@example.org");
        entry("other", "recipients", "ann@example.org,bob@example.org");

        Spoken sent = run("report", "finance", "--period", "last-month", "--send");
        Spoken again = run("report", "finance", "--period", "last-month", "--send");

        assertThat(sent.exitCode()).as(sent.remarks()).isZero();
        assertThat(smtp.getReceivedMessages()).hasSize(2);
        assertThat(again.remarks()).contains("is in mail 1 already, which is sent.", "deliveries --resend 1");
        Spoken listed = run("deliveries");
        assertThat(listed.answer()).contains("ann@example.org", "bob@example.org", "2026-09-30", "sent", "(2 rows)");
        assertThat(run("deliveries", "--format", "json").answer()).contains("\"answer\" : \"250");

        assertThat(run("deliveries", "--resend", "1").exitCode()).isZero();
        assertThat(smtp.getReceivedMessages()).hasSize(3);
        assertThat(messageIds()).hasSize(3);
        assertThat(new HashSet<>(messageIds())).hasSize(2);
        assertThat(run("deliveries", "--retry", "1").exitCode()).isEqualTo(3);
        assertThat(run("deliveries", "--retry", "9").exitCode()).isEqualTo(2);
        assertThat(run("deliveries", "--retry", "all").exitCode()).isZero();
        assertThat(run("deliveries", "--retry", "x").remarks()).contains("is not the number of a mail");
    }

    @Test
    void nobodyToSendToIsSaidBeforeAnythingIsRendered() {
        Spoken spoken = run("report", "finance", "--period", "last-month", "--send");

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks())
                .contains("No entry of meterhouse.delivery.mails sends finance of everyone to anybody");
        assertThat(installation.resolve("home/reports/finance")).doesNotExist();
        assertThat(run("deliveries").answer()).contains("(0 rows)");
        assertThat(run("deliveries", "--resend", "1").exitCode()).isEqualTo(2);
    }

    /** An entry for finance of the last month. */
    private void month(String field, String value) {
        given.put("meterhouse.delivery.mails.month.report", "finance");
        given.put("meterhouse.delivery.mails.month.period", "last-month");
        given.put("meterhouse.delivery.mails.month.formats", "csv");
        given.put("meterhouse.delivery.mails.month." + field, value);
    }

    /** Another one that would do but for a field. */
    private void entry(String name, String field, String value) {
        String entry = "meterhouse.delivery.mails." + name + ".";
        given.put(entry + "report", "finance");
        given.put(entry + "period", "last-month");
        given.put(entry + "formats", "csv");
        given.put(entry + "recipients", "cid@example.org");
        given.put(entry + field, value);
    }

    private List<String> subjects() throws MessagingException {
        return Stream.of(smtp.getReceivedMessages())
                .map(MailedReportsTests::subject)
                .toList();
    }

    private List<String> messageIds() throws MessagingException {
        List<String> ids = new ArrayList<>();
        for (MimeMessage mail : smtp.getReceivedMessages()) {
            ids.add(mail.getMessageID());
        }
        return ids;
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The text of a mail, whatever parts it has. */
    private String whole(int number) throws Exception {
        return text(smtp.getReceivedMessages()[number].getContent());
    }

    private static String text(Object content) throws Exception {
        if (content instanceof jakarta.mail.Multipart parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                text.append(text(parts.getBodyPart(i).getContent()));
            }
            return text.toString();
        }
        return String.valueOf(content).replaceAll("\\s+", " ");
    }

    private record Spoken(int exitCode, String answer, String remarks) {}

    private String night(ExitCode end) {
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(remarks, true, StandardCharsets.UTF_8);
        Surroundings surroundings = Surroundings.of(
                new Console(stream, stream, false), installation, given, Map.of(), clock(), TypedCommand.of("nightly"));
        ExitCode code = new NightlyMails(surroundings, surroundings.settings(), new Editions()).send(OCTOBER_4);
        String said = remarks.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isEqualTo(end);
        return said;
    }

    private Spoken run(String... arguments) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        System.setProperty("meterhouse.installation", installation.toString());
        try {
            int exitCode = new MeterhouseCommandLine(
                            new PrintStream(answers, true, StandardCharsets.UTF_8),
                            new PrintStream(remarks, true, StandardCharsets.UTF_8),
                            Map.of(),
                            clock())
                    .run(Stream.concat(
                                    Stream.of(arguments),
                                    given.entrySet().stream()
                                            .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue())))
                            .toArray(String[]::new));
            return new Spoken(
                    exitCode, answers.toString(StandardCharsets.UTF_8), remarks.toString(StandardCharsets.UTF_8));
        } finally {
            System.clearProperty("meterhouse.installation");
        }
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
