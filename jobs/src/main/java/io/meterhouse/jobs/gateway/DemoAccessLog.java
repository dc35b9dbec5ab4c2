package io.meterhouse.jobs.gateway;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The access logs that belong to the last week of {@link DemoUsage}: that of the gateway in nginx's format, a file a day, rotated and
 * compressed as servers do, with one line for each request that the gateway counts; and that of a portal beside it, as JSON lines.
 */
public final class DemoAccessLog {

    /** So many days are in the logs. */
    public static final int DAYS = 7;

    private static final long SEED = 77_003;
    private static final int PORTAL_REQUESTS_A_DAY = 2_400;
    private static final DateTimeFormatter NGINX_DAY = DateTimeFormatter.ofPattern("dd/MMM/yyyy", Locale.ENGLISH);
    private static final List<String> PROGRAMS =
            List.of("OpenAI/Python 1.54.0", "python-httpx/0.27.2", "LangChain/0.3", "curl/8.5.0", "OpenAI/JS 4.71.1");
    private static final List<String> PORTAL_PATHS = List.of(
            "/search?q=quarterly+figures",
            "/search?q=release+notes",
            "/api/v1/documents/4711",
            "/api/v1/stt/transcribe",
            "/admin/users/17",
            "/api/v1/tts/speak");

    private final DemoUsage usage;
    private final Path folder;
    private final Map<String, Integer> personOfUser = new HashMap<>();

    private DemoAccessLog(DemoUsage usage, Path folder) {
        this.usage = usage;
        this.folder = folder;
        for (int person = 0; person < DemoNames.PEOPLE.size(); person++) {
            personOfUser.put(DemoIdentifiers.userId(person), person);
        }
    }

    /**
     * Writes the logs.
     *
     * @param folder folder to write into; it is made
     * @return the globs that find them
     * @throws IOException when a file cannot be written
     */
    public static List<String> write(DemoUsage usage, Path folder) throws IOException {
        Files.createDirectories(folder);
        DemoAccessLog log = new DemoAccessLog(usage, folder);
        for (int age = 0; age < DAYS; age++) {
            log.writeGateway(usage.lastDay().minusDays(age), age);
        }
        log.writePortal();
        return List.of(
                folder.resolve("gateway.access.log*").toString(),
                folder.resolve("portal.log").toString());
    }

    /** Compresses as quickly as gzip may: somebody waits for the demo. */
    private static final class QuickGzip extends GZIPOutputStream {

        QuickGzip(OutputStream file) throws IOException {
            super(file, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** A line and when it was written. */
    private record Line(long second, String text) {}

    private void writeGateway(LocalDate day, int age) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<UsageRow> rows = usage.of(day);
        for (int i = 0; i < rows.size(); i++) {
            UsageRow row = rows.get(i);
            if (row.tool().isEmpty() && !row.apiKey().equals(DemoUsage.HEALTH_CHECK_KEY)) {
                addLines(lines, row, InventedRow.random(SEED, day, i));
            }
        }
        // Keys that nobody knows: nginx sees them, the gateway turns them away before it counts.
        SplittableRandom strangers = InventedRow.random(SEED, day, 100_000);
        for (int i = 0; i < 40; i++) {
            long second = secondOfDay(strangers);
            lines.add(line(day, second, null, "/v1/chat/completions", 401, 137, 0.004, strangers));
        }
        lines.sort(Comparator.comparingLong(Line::second));
        String name = "gateway.access.log" + (age == 0 ? "" : age == 1 ? ".1" : "." + age + ".gz");
        try (BufferedWriter writer = writer(name)) {
            for (Line line : lines) {
                writer.write(line.text());
                writer.write('\n');
            }
        }
    }

    private BufferedWriter writer(String name) throws IOException {
        OutputStream file = Files.newOutputStream(folder.resolve(name));
        OutputStream output = name.endsWith(".gz") ? new QuickGzip(file) : file;
        return new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), 1 << 16);
    }

    private void addLines(List<Line> lines, UsageRow row, SplittableRandom random) {
        Integer person = personOfUser.get(row.userOrUnassigned());
        String path = "/v1" + (row.endpoint().isEmpty() ? "/chat/completions" : row.endpoint());
        double meanSeconds =
                row.timedRequests() == 0 ? 0.8 : row.totalResponseTimeMillis() / 1000.0 / row.timedRequests();
        for (long i = 0; i < row.apiRequests(); i++) {
            boolean isServed = i < row.successfulRequests();
            int status = isServed ? 200 : failure(random);
            // Most answers are quicker than the mean and a few take many times as long.
            double seconds = status == 504 ? 60 : -Math.log(1 - random.nextDouble()) * meanSeconds;
            int bytes = isServed ? 300 + random.nextInt(6_000) : 180;
            lines.add(line(row.date(), secondOfDay(random), person, path, status, bytes, seconds, random));
        }
    }

    private static int failure(SplittableRandom random) {
        int draw = random.nextInt(100);
        return draw < 40 ? 429 : draw < 65 ? 400 : draw < 80 ? 500 : draw < 90 ? 503 : 504;
    }

    /** Twice as likely in working hours, most before and after lunch. */
    private static long secondOfDay(SplittableRandom random) {
        return random.nextInt(4) == 0
                ? random.nextInt(86_400)
                : (long) (43_200 + (random.nextDouble() + random.nextDouble() - 1) * 6 * 3_600);
    }

    private static Line line(
            LocalDate day,
            long second,
            @Nullable Integer person,
            String path,
            int status,
            int bytes,
            double seconds,
            SplittableRandom random) {
        // A million lines: a format string would take longer to read than the lines to load.
        StringBuilder line = new StringBuilder(160)
                .append(address(person, random))
                .append(" - ")
                .append(person == null ? "-" : DemoIdentifiers.email(person))
                .append(" [")
                .append(day.format(NGINX_DAY))
                .append(':');
        appendPadded(line, second / 3_600, 2).append(':');
        appendPadded(line, second / 60 % 60, 2).append(':');
        appendPadded(line, second % 60, 2)
                .append(" +0000] \"POST ")
                .append(path)
                .append(" HTTP/1.1\" ")
                .append(status)
                .append(' ')
                .append(bytes)
                .append(" \"-\" \"")
                .append(PROGRAMS.get(person == null ? random.nextInt(PROGRAMS.size()) : person % PROGRAMS.size()))
                .append("\" ");
        long millis = Math.round(seconds * 1_000);
        line.append(millis / 1_000).append('.');
        return new Line(second, appendPadded(line, millis % 1_000, 3).toString());
    }

    private static StringBuilder appendPadded(StringBuilder line, long number, int digits) {
        String written = Long.toString(number);
        return line.append("0".repeat(digits - written.length())).append(written);
    }

    private static String address(@Nullable Integer person, SplittableRandom random) {
        if (person == null) {
            return "198.51.100." + (1 + random.nextInt(8));
        }
        return person % 4 == 3 ? "2001:db8:40::" + Integer.toHexString(person + 16) : "203.0.113." + (person + 1);
    }

    private void writePortal() throws IOException {
        try (BufferedWriter writer = writer("portal.log")) {
            for (LocalDate day = usage.lastDay().minusDays(DAYS - 1L);
                    !day.isAfter(usage.lastDay());
                    day = day.plusDays(1)) {
                SplittableRandom random = InventedRow.random(SEED, day, 200_000);
                long[] seconds = random.longs(PORTAL_REQUESTS_A_DAY)
                        .map(ignored -> secondOfDay(random))
                        .sorted()
                        .toArray();
                for (long second : seconds) {
                    writer.write(portalLine(
                            day.atStartOfDay(ZoneOffset.UTC).plusSeconds(second).toInstant(), random));
                    writer.write('\n');
                }
                // What a log holds after a server was torn off.
                writer.write("{\"timestamp\":\"" + day + "T23:59:59Z\",\"method\":\"GE\n");
            }
        }
    }

    private static String portalLine(Instant time, SplittableRandom random) {
        int person = random.nextInt(DemoNames.PEOPLE.size());
        String path = PORTAL_PATHS.get(random.nextInt(PORTAL_PATHS.size()));
        int draw = random.nextInt(100);
        int status = draw < 94 ? 200 : draw < 97 ? 404 : draw < 99 ? 403 : 502;
        return String.format(
                Locale.ROOT,
                "{\"timestamp\":\"%s\",\"user_id\":\"%s\",\"method\":\"GET\",\"path\":\"%s\",\"status\":%d,\"duration_ms\":%.1f,\"size\":%d,\"ip_address\":\"203.0.113.%d\",\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0\"}",
                time,
                DemoIdentifiers.email(person),
                path,
                status,
                20 - 90 * Math.log(1 - random.nextDouble()),
                400 + random.nextInt(20_000),
                person + 1);
    }
}
