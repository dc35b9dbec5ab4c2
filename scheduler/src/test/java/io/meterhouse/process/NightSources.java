package io.meterhouse.process;

import io.meterhouse.jobs.gateway.DemoAuditLog;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Everything around a night, the same for each: a gateway, two access logs, a table of audit events, and a server that takes its mails. */
final class NightSources implements AutoCloseable {

    static final LocalDate FIRST_DAY = LocalDate.parse("2026-08-06");
    static final LocalDate TONIGHT = LocalDate.parse("2026-08-11");
    static final String[] NIGHTLY = {"nightly", "--as-of", TONIGHT.toString()};

    private static final int LINES = 2_000;
    /** Milliseconds for which the server does not answer a mail. */
    private static final long A_MOMENT = 50;
    /** Enough for a process to be killed while it loads them. */
    private static final int MANY_LINES = 20_000;

    /** What a process says when it has loaded the first log and goes on with the second. */
    static final String FIRST_LOG_LOADED = "first.log: ";

    private final StandInGateway gateway;
    private final MailServer mailServer;
    private final Map<String, String> environment = new HashMap<>();

    private NightSources(StandInGateway gateway, MailServer mailServer) {
        this.gateway = gateway;
        this.mailServer = mailServer;
    }

    static NightSources in(Path folder) throws IOException {
        DemoUsage usage = DemoUsage.endingOn(LocalDate.parse("2026-08-31"));
        // Long enough for a look at the home between the question and the answer.
        Faults waiting = Faults.always(HeldRequests::isUsageOfADay, Fault.delay(Duration.ofMillis(20)));
        NightSources sources = new NightSources(
                StandInGateway.start(GatewayScript.of(usage, usage.directory()).withFaults(waiting)),
                MailServer.start(NightSources::isAnswered));
        sources.environment.putAll(sources.mailServer.environment());
        sources.environment.putAll(Map.of(
                "METERHOUSE_DELIVERY_MAILS_DAY_REPORT", "usage",
                "METERHOUSE_DELIVERY_MAILS_DAY_PERIOD", "yesterday",
                "METERHOUSE_DELIVERY_MAILS_DAY_FORMATS", "csv",
                "METERHOUSE_DELIVERY_MAILS_DAY_WHEN", "immediate"));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        writeLog(logs.resolve("first.log"), FIRST_DAY, LINES);
        writeLog(logs.resolve("second.log"), FIRST_DAY.plusDays(2), MANY_LINES);
        sources.environment.putAll(Map.of(
                "METERHOUSE_LITELLM_BASEURL",
                sources.gateway.baseUri().toString(),
                "METERHOUSE_LITELLM_APIKEY",
                sources.gateway.apiKey(),
                "METERHOUSE_LITELLM_FIRSTDAY",
                FIRST_DAY.toString(),
                // No day is ever final, so that every night has something to load.
                "METERHOUSE_LITELLM_LOOKBACKDAYS",
                "10000",
                "METERHOUSE_ACCESSLOGS_FILES",
                logs + "/*.log",
                "METERHOUSE_AUDITLOGS_JDBCURL",
                "jdbc:sqlite:" + DemoAuditLog.write(usage, folder),
                "METERHOUSE_AUDITLOGS_SHAPE",
                "ops-center",
                "METERHOUSE_PRIVACY_PEPPER",
                "the same in every home"));
        return sources;
    }

    /**
     * The settings of a process that reads them and mails the day before to these.
     *
     * @param recipients addresses, each of which gets a mail of its own, once
     */
    Map<String, String> environment(Collection<String> recipients) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("METERHOUSE_DELIVERY_MAILS_DAY_RECIPIENTS", String.join(",", recipients));
        return all;
    }

    MailServer mailServer() {
        return mailServer;
    }

    /** After a time in which the sender can be killed. */
    private static boolean isAnswered(int mail) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(A_MOMENT);
        return true;
    }

    private static void writeLog(Path file, LocalDate day, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(day.toEpochDay());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int second = i * 86_400 / count;
            lines.append(String.format(
                    Locale.ROOT,
                    "203.0.113.%d - user%d@example.com [%02d/Aug/2026:%02d:%02d:%02d +0000] \"POST /v1/chat/completions HTTP/1.1\" %d %d \"-\" \"python-httpx/0.27.2\" %.3f%n",
                    random.nextInt(40),
                    random.nextInt(12),
                    day.getDayOfMonth(),
                    second / 3_600,
                    second / 60 % 60,
                    second % 60,
                    random.nextInt(20) == 0 ? 429 : 200,
                    random.nextInt(9_000),
                    random.nextDouble() * 9));
        }
        lines.append("no line of an access log\n");
        Files.writeString(file, lines);
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        mailServer.close();
    }
}
