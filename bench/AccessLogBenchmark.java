import com.sun.management.OperatingSystemMXBean;
import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.accesslogs.FileResult;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access logs from file to committed facts, beside what the engine and others do with the same files; started by bench/access-logs.
 *
 * <p>{@code run WORK CONFIG MEGABYTES LARGE_MEGABYTES TABLE}: everything, in rounds; {@code load LOG HOME CONFIG}: one file in a process of its own,
 * printing its seconds and its peak of memory.
 */
public final class AccessLogBenchmark {

    private static final int ROUNDS = 5;
    private static final int PLAIN_WRITER_LINES = 20_000;
    private static final int GOACCESS_LINES = 300_000;
    private static final int FULL_MEGABYTES = 500;
    private static final String PLACE = "<!-- begin of bench/access-logs -->";
    private static final String PLACE_END = "<!-- end of bench/access-logs -->";

    private static final String REGULAR_EXPRESSIONS = "bare `regexp_extract`";
    private static final String NGINX = "nginx file";
    private static final String READ_JSON = "typed `read_json`";
    private static final String JSON = "JSON file";
    private static final String COMPRESSED = "`.gz` of the nginx file";
    private static final String FIRST_HALF = "first half of the nginx file";
    private static final String SECOND_HALF = "second half, when it had grown";
    private static final String BEFORE = "before ";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    /** Behind the last line of the largest log. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T03:00:00Z"), ZoneOffset.UTC);

    /** The line of nginx with its request time, as one writes it in SQL. */
    private static final String REGULAR_EXPRESSION =
            "^(\\S+) (\\S+) (.*?) \\[([^\\]]+)\\] \"(\\S+) (\\S+) ([^\"]*)\" (\\d{3}) (\\d+|-) \"[^\"]*\" \"([^\"]*)\" ?([0-9.]*)";

    private final Path work;
    private final Path config;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> processorSeconds = new LinkedHashMap<>();
    private final List<String> table = new ArrayList<>();
    private boolean isMissed;

    private AccessLogBenchmark(Path work, Path config) {
        this.work = work;
        this.config = config;
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (arguments[0].equals("load")) {
            AccessLogBenchmark benchmark = new AccessLogBenchmark(Path.of(arguments[2]), Path.of(arguments[3]));
            Time time = benchmark.load(Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.printf("%.3f %d%n", time.clock(), peakKilobytes());
            return;
        }
        AccessLogBenchmark benchmark = new AccessLogBenchmark(Path.of(arguments[1]), Path.of(arguments[2]));
        benchmark.run(Long.parseLong(arguments[3]), Long.parseLong(arguments[4]), Path.of(arguments[5]));
        System.exit(benchmark.isMissed ? 1 : 0);
    }

    private void run(long megabytes, long largeMegabytes, Path out) throws Exception {
        Path nginx = generated("nginx", megabytes);
        Path json = generated("json", megabytes);
        Path compressed = compressed(nginx);
        long half = cut(nginx);

        for (int round = 0; round <= ROUNDS; round++) {
            say(round == 0 ? "warming up" : "round " + round + " of " + ROUNDS);
            boolean isCounted = round > 0;
            time(REGULAR_EXPRESSIONS, isCounted, () -> regexp(nginx));
            time(NGINX, isCounted, () -> loadExactly(nginx, nginx));
            time(READ_JSON, isCounted, () -> readJson(json));
            time(JSON, isCounted, () -> loadExactly(json, json));
            time(COMPRESSED, isCounted, () -> loadExactly(compressed, nginx));
            grow(nginx, half, isCounted);
        }
        double plainWriter = plainWriter(json);

        verdict("nginx file to committed facts", "bare `regexp_extract`", median(REGULAR_EXPRESSIONS) / median(NGINX), 1.2, "the speed");
        verdict("JSON file to committed facts", "typed `read_json` to a table", median(READ_JSON) / median(JSON), 0.25, "the speed");
        verdict("`.gz` of the nginx file", "the plain file", median(COMPRESSED) / median(NGINX), 1.25, "the time");
        double share = (Files.size(nginx) - half) / (double) Files.size(nginx);
        row(
                "second half of a grown file",
                "its share of the first half's time, and half a second",
                "%.2f s after %.2f s".formatted(median(SECOND_HALF), median(FIRST_HALF)),
                "at most %.2f s".formatted(median(FIRST_HALF) * share / (1 - share) + 0.5),
                median(SECOND_HALF) <= median(FIRST_HALF) * share / (1 - share) + 0.5);
        memory(nginx, megabytes, largeMegabytes);
        long lines = manifest(json).get("requests");
        row(
                "plain Jackson and `executeBatch`",
                "-",
                "%,d lines in %.1f s; all %,d would take %,.0f s (extrapolated)"
                        .formatted(PLAIN_WRITER_LINES, plainWriter, lines, plainWriter * lines / PLAIN_WRITER_LINES),
                "-",
                true);
        goaccess(nginx);
        write(out, megabytes);
    }

    // ---------------------------------------------------------------- what is measured

    /** What the engine does with the pattern alone: no types, no table. */
    private Time regexp(Path log) throws SQLException {
        String names = "['a','b','c','d','e','f','g','h','i','j','k']";
        return inMemory("select count(*), sum(strlen(p.a)), sum(strlen(p.b)), sum(strlen(p.c)), sum(strlen(p.d)), sum(strlen(p.e)), sum(strlen(p.f)), sum(strlen(p.g)), sum(strlen(p.h)), sum(strlen(p.i)), sum(strlen(p.j)), sum(strlen(p.k)) from (select regexp_extract(line, '%s', %s) as p from read_csv('%s', columns = {'line': 'VARCHAR'}, delim = '\\x01', quote = '', escape = '', header = false, auto_detect = false, max_line_size = 33554432, buffer_size = 67108864, null_padding = false, strict_mode = false, ignore_errors = true))"
                .formatted(REGULAR_EXPRESSION.replace("'", "''"), names, log));
    }

    private Time readJson(Path log) throws SQLException {
        return inMemory("create table request as select * from read_json('%s', format = 'newline_delimited', ignore_errors = true, maximum_object_size = 33554432, columns = {timestamp: 'TIMESTAMP', user_id: 'VARCHAR', method: 'VARCHAR', path: 'VARCHAR', status: 'SMALLINT', duration_ms: 'DOUBLE', size: 'BIGINT', ip_address: 'VARCHAR', user_agent: 'VARCHAR'})"
                .formatted(log));
    }

    private static Time inMemory(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set preserve_insertion_order = false");
            Time begin = Time.now();
            statement.execute(sql);
            return Time.now().since(begin);
        }
    }

    /** Loads a file into a new home and closes it; the seconds of the load and the close. */
    private Time load(Path log, Path home) throws IOException {
        remove(home);
        try (Lease lease = lease(home)) {
            lease.writer();
            Time begin = Time.now();
            require(accessLogs(log).loadNew(lease.writer(), "bench", Set.of()));
            lease.closeWriter();
            return Time.now().since(begin);
        }
    }

    /** Loads a file and holds what came of it against the manifest of its lines. */
    private Time loadExactly(Path log, Path described) throws IOException {
        Path home = work.resolve("home");
        Time time = load(log, home);
        try (Lease lease = lease(home)) {
            compare(lease.writer(), described);
        }
        remove(home);
        return time;
    }

    /** A file that is read half, then grown and read on. */
    private void grow(Path log, long half, boolean isCounted) throws IOException {
        Path home = work.resolve("home");
        Path growing = work.resolve("growing.log");
        remove(home);
        copy(log, growing, 0, half);
        try (Lease lease = lease(home)) {
            lease.writer();
            Time begin = Time.now();
            require(accessLogs(growing).loadNew(lease.writer(), "bench", Set.of()));
            count(FIRST_HALF, isCounted, Time.now().since(begin));
            copy(log, growing, half, Files.size(log));
            begin = Time.now();
            require(accessLogs(growing).loadNew(lease.writer(), "bench", Set.of()));
            count(SECOND_HALF, isCounted, Time.now().since(begin));
            compare(lease.writer(), log);
        }
        remove(home);
        Files.delete(growing);
    }

    /** How one writes it without thinking of speed, on as many lines as one can wait for. */
    private double plainWriter(Path log) throws IOException, SQLException {
        Path file = work.resolve("plain.duckdb");
        Files.deleteIfExists(file);
        JsonMapper mapper = JsonMapper.builder().build();
        Time begin = Time.now();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            statement.execute("create table request (requested_at timestamp, user_id varchar, method varchar, path varchar, status smallint, duration_ms double, size bigint, ip_address varchar, user_agent varchar)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into request values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                int written = 0;
                while (written < PLAIN_WRITER_LINES) {
                    JsonNode node = parsed(mapper, reader.readLine());
                    if (node == null) {
                        continue;
                    }
                    insert.setObject(1, OffsetDateTime.parse(node.path("timestamp").asString()).toLocalDateTime());
                    insert.setString(2, node.path("user_id").asString(null));
                    insert.setString(3, node.path("method").asString());
                    insert.setString(4, node.path("path").asString());
                    insert.setInt(5, node.path("status").asInt());
                    insert.setDouble(6, node.path("duration_ms").asDouble());
                    insert.setObject(7, node.path("size").isNull() ? null : node.path("size").asLong());
                    insert.setString(8, node.path("ip_address").asString());
                    insert.setString(9, node.path("user_agent").asString());
                    insert.addBatch();
                    written++;
                    if (written % 1000 == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        double time = Time.now().since(begin).clock();
        Files.delete(file);
        return time;
    }

    private static JsonNode parsed(JsonMapper mapper, String line) {
        try {
            JsonNode node = mapper.readTree(line);
            return node.isObject() ? node : null;
        } catch (RuntimeException broken) {
            return null;
        }
    }

    private void memory(Path nginx, long megabytes, long largeMegabytes) throws IOException, InterruptedException {
        long peak = peakOfItsOwn(nginx);
        if (largeMegabytes == 0) {
            row("peak of memory, %d MB".formatted(megabytes), "-", "%d MB".formatted(peak), "not compared: run with --large", true);
            return;
        }
        Path large = generated("nginx", largeMegabytes);
        long largePeak = peakOfItsOwn(large);
        double ratio = largePeak / (double) peak;
        row(
                "peak of memory, %d MB".formatted(largeMegabytes),
                "that of %d MB".formatted(megabytes),
                "%d MB, %.2f times %d MB".formatted(largePeak, ratio, peak),
                "0.80 to 1.20 times",
                ratio >= 0.8 && ratio <= 1.2);
    }

    /** Loads a file in a process of its own, with the memory the launcher gives; the megabytes it held at most. */
    private long peakOfItsOwn(Path log) throws IOException, InterruptedException {
        Path home = work.resolve("home");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:MaxNewSize=128m", "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path"),
                        "AccessLogBenchmark", "load", log.toString(), home.toString(), config.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Loading " + log + " alone failed: " + answer);
        }
        say("alone: %s of %s: seconds, peak in kB".formatted(answer, log.getFileName()));
        try (Lease lease = lease(home)) {
            compare(lease.writer(), log);
        }
        remove(home);
        return Long.parseLong(answer.split(" ")[1]) / 1024;
    }

    private void goaccess(Path nginx) throws IOException, InterruptedException {
        Path goaccess = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "goaccess"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (goaccess == null) {
            row("`goaccess -o json`", "-", "not installed", "-", true);
            return;
        }
        Path first = work.resolve("first.log");
        try (Stream<String> all = Files.lines(nginx, StandardCharsets.ISO_8859_1);
                OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(first))) {
            all.limit(GOACCESS_LINES).forEach(line -> put(out, line));
        }
        long lines = Math.min(GOACCESS_LINES, manifest(nginx).get("requests"));
        Time begin = Time.now();
        Process process = new ProcessBuilder(
                        goaccess.toString(), first.toString(), "--no-global-config", "--log-format=%h %^ %e [%d:%t %^] \"%r\" %s %b \"%R\" \"%u\" %T",
                        "--date-format=%d/%b/%Y", "--time-format=%H:%M:%S", "-o", work.resolve("goaccess.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("goaccess.out").toFile())
                .start();
        int code = process.waitFor();
        double time = Time.now().since(begin).clock();
        double ours = manifest(nginx).get("requests") / median(NGINX);
        row(
                "`goaccess -o json`",
                "-",
                code == 0
                        ? "its first %,d lines in %.1f s: %,.0f lines a second, Meterhouse %,.0f".formatted(lines, time, lines / time, ours)
                        : "failed with exit code " + code,
                "-",
                true);
        Files.delete(first);
    }

    private static void put(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            out.write('\n');
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    // ---------------------------------------------------------------- the product's own classes

    private static Lease lease(Path home) {
        return new Warehouse(new WarehouseHome(home), WarehouseProperties.defaults(), CLOCK).lease("bench");
    }

    private AccessLogs accessLogs(Path log) {
        return new AccessLogs(
                new AccessLogProperties(List.of(log.toAbsolutePath().toString()), null, Map.of(), new BigDecimal("0.05"), 500),
                work,
                config,
                () -> "a pepper for benchmarks".getBytes(StandardCharsets.UTF_8),
                () -> io.meterhouse.jobs.erasure.ErasedTexts.NONE,
                CLOCK);
    }

    private static void require(List<FileResult> results) {
        if (results.size() != 1 || results.get(0).state() != FileResult.State.LOADED) {
            throw new IllegalStateException("Not loaded: " + results);
        }
    }

    /** Every line of the log is where the generator put it, or the benchmark ends. */
    private static void compare(WarehouseWriter writer, Path log) throws IOException {
        Map<String, Long> expected = manifest(log);
        Map<String, Long> found = writer.query(
                        """
                        select
                            count(*) as requests,
                            sum(response_bytes)::bigint as response_bytes,
                            sum(duration_ms * 1000)::bigint as duration_us,
                            sum(line_number)::bigint as line_numbers,
                            sum(byte_offset)::bigint as byte_offsets,
                            count(distinct line_number) as lines,
                            count(distinct case when user_id <> '(anonymous)' then user_key end) as users,
                            (select sum(request_count)::bigint from star.fact_request_hourly) as hourly_requests,
                            (select sum(duration_ms_sum * 1000)::bigint from star.fact_request_hourly) as hourly_duration_us,
                            (select count(*) from ops.reject) as rejects,
                            (select sum(loaded_line_count + rejected_line_count + blank_line_count)::bigint from ops.source_file) as read,
                            (select sum(blank_line_count)::bigint from ops.source_file) as blank,
                            (select sum(committed_line)::bigint from ops.source_file) as committed,
                            (select sum(committed_offset)::bigint from ops.source_file) as bytes
                        from star.fact_request join star.dim_user using (user_key)
                        """,
                        row -> {
                            Map<String, Long> values = new TreeMap<>();
                            for (String name : List.of("requests", "response_bytes", "duration_us", "line_numbers", "byte_offsets", "lines", "users", "hourly_requests", "hourly_duration_us", "rejects", "read", "blank", "committed", "bytes")) {
                                values.put(name, row.count(name));
                            }
                            return values;
                        })
                .get(0);
        Map<String, Long> wanted = new TreeMap<>(expected);
        long read = expected.get("requests") + expected.get("rejects") + expected.get("blank");
        wanted.put("lines", expected.get("requests"));
        wanted.put("hourly_requests", expected.get("requests"));
        wanted.put("hourly_duration_us", expected.get("duration_us"));
        wanted.put("read", read);
        wanted.put("committed", read);
        if (!found.equals(wanted)) {
            throw new IllegalStateException("%s was not loaded as it is: expected %s but found %s".formatted(log, wanted, found));
        }
        Set<String> broken = new HashSet<>(
                writer.query("select line_number || ' ' || byte_offset as place from ops.reject", row -> row.text("place")));
        if (!broken.equals(brokenLines(log))) {
            throw new IllegalStateException("Other lines of %s were rejected than were broken.".formatted(log));
        }
    }

    private static Map<String, Long> manifest(Path log) throws IOException {
        Map<String, Long> values = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(log + ".manifest"))) {
            String[] words = line.split(" ");
            if (words.length == 2) {
                values.put(words[0], Long.valueOf(words[1]));
            }
        }
        return values;
    }

    private static Set<String> brokenLines(Path log) throws IOException {
        Set<String> places = new HashSet<>();
        for (String line : Files.readAllLines(Path.of(log + ".manifest"))) {
            if (line.startsWith("broken ")) {
                places.add(line.substring("broken ".length()));
            }
        }
        return places;
    }

    // ---------------------------------------------------------------- files

    private Path generated(String kind, long megabytes) throws IOException {
        Path file = work.resolve("%s-%d.log".formatted(kind, megabytes));
        if (!Files.exists(Path.of(file + ".manifest"))) {
            say("generating " + file.getFileName());
            AccessLogGenerator.write(kind, megabytes << 20, file);
        }
        return file;
    }

    private static Path compressed(Path log) throws IOException {
        Path file = Path.of(log + ".gz");
        if (!Files.exists(file)) {
            say("compressing " + log.getFileName());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
                Files.copy(log, out);
            }
        }
        return file;
    }

    /** Where the file may be cut in two: in the middle of a line, as a log is found that is being written. */
    private static long cut(Path log) throws IOException {
        return Files.size(log) / 2 - 1;
    }

    private static void copy(Path from, Path to, long begin, long end) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = new FileOutputStream(to.toFile(), begin > 0)) {
            in.skipNBytes(begin);
            byte[] data = new byte[1 << 20];
            for (long left = end - begin; left > 0; ) {
                int read = in.readNBytes(data, 0, (int) Math.min(left, data.length));
                out.write(data, 0, read);
                left -= read;
            }
        }
        // As if it was written to just now; a log that nobody writes to any more is read to its last byte.
        Files.setLastModifiedTime(to, FileTime.from(CLOCK.instant()));
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    // ---------------------------------------------------------------- times and the table

    /** Seconds on the clock, and seconds of the processors: on a machine with neighbours the second says more. */
    private record Time(double clock, double processor) {

        static Time now() {
            return new Time(System.nanoTime() / 1e9, PROCESS.getProcessCpuTime() / 1e9);
        }

        Time since(Time begin) {
            return new Time(clock - begin.clock, processor - begin.processor);
        }
    }

    @FunctionalInterface
    private interface Measured {
        Time run() throws Exception;
    }

    private void time(String what, boolean isCounted, Measured measured) throws Exception {
        count(what, isCounted, measured.run());
    }

    private void count(String what, boolean isCounted, Time time) {
        say("  %-32s %6.2f s %6.2f s of processors%s".formatted(what, time.clock(), time.processor(), isCounted ? "" : " (not counted)"));
        String name = isCounted ? what : BEFORE + what;
        seconds.computeIfAbsent(name, absent -> new ArrayList<>()).add(time.clock());
        processorSeconds.computeIfAbsent(name, absent -> new ArrayList<>()).add(time.processor());
    }

    private double median(String what) {
        return median(seconds.get(what));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void verdict(String what, String beside, double ratio, double limit, String unit) {
        boolean isSpeed = unit.equals("the speed");
        row(
                what,
                beside,
                "%.2f times %s".formatted(ratio, unit),
                (isSpeed ? "at least %.2f" : "at most %.2f").formatted(limit),
                isSpeed ? ratio >= limit : ratio <= limit);
    }

    private void row(String what, String beside, String measured, String limit, boolean isHeld) {
        isMissed |= !isHeld;
        String verdict = limit.startsWith("-") || limit.startsWith("not") ? "-" : isHeld ? "held" : "**missed**";
        table.add("| %s | %s | %s | %s | %s |".formatted(what, beside, measured, limit, verdict));
    }

    /** Prints the table; that of logs of the full size is also what the documentation shows. */
    private void write(Path out, long megabytes) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| what | beside | measured | limit | verdict |");
        lines.add("| --- | --- | --- | --- | --- |");
        lines.addAll(table);
        lines.add("");
        lines.add(machine() + " Logs of %d MB, medians of %d rounds; load average %.1f at the end."
                .formatted(megabytes, ROUNDS, PROCESS.getSystemLoadAverage()));
        lines.forEach(System.out::println);
        List<String> page = new ArrayList<>(List.of(
                "# Access logs: from file to committed facts",
                "",
                "Measured by `bench/access-logs` on %s at commit %s; [how](../../bench/README.md)."
                        .formatted(LocalDate.now(ZoneOffset.UTC), System.getProperty("bench.commit", "unknown")),
                ""));
        page.addAll(lines);
        page.addAll(List.of("", "| seconds | rounds | median | of both processors | first round, not counted |", "| --- | --- | --- | --- | --- |"));
        for (String what : List.of(REGULAR_EXPRESSIONS, NGINX, READ_JSON, JSON, COMPRESSED, FIRST_HALF, SECOND_HALF)) {
            page.add("| %s | %s | %.2f | %.2f | %.2f |"
                    .formatted(
                            what,
                            String.join(", ", seconds.get(what).stream().map("%.2f"::formatted).toList()),
                            median(what),
                            median(processorSeconds.get(what)),
                            seconds.get(BEFORE + what).get(0)));
        }
        page.add("");
        page.add("Every load was held against the manifest of its log: as many requests, the same sums, rejects at the lines and offsets that were broken.");
        page.subList(page.size() - 9, page.size()).forEach(System.out::println);
        if (megabytes < FULL_MEGABYTES) {
            say("Not written to %s: that takes logs of %d MB.".formatted(out, FULL_MEGABYTES));
            return;
        }
        Files.createDirectories(out.getParent());
        Files.write(out, page);
        show(Path.of("README.md"), lines);
    }

    /** Puts the table where the page has a place for it. */
    private static void show(Path page, List<String> lines) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(PLACE);
        int end = text.indexOf(PLACE_END);
        if (begin >= 0 && end > begin) {
            Files.writeString(page, text.substring(0, begin) + PLACE + "\n" + String.join("\n", lines) + "\n" + text.substring(end));
        }
    }

    private static String machine() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        String processor = first("/proc/cpuinfo", "model name");
        String memory = first("/proc/meminfo", "MemTotal");
        String engine;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("select version()")) {
            version.next();
            engine = version.getString(1);
        } catch (SQLException unknown) {
            throw new IllegalStateException("The engine does not tell its version", unknown);
        }
        FileStore disk = Files.getFileStore(Path.of("."));
        return "Machine: %d cores (%s), %d GB of memory, %s on %s; JDK %s with %d MB of heap; DuckDB %s with 2 threads and its default limit of memory."
                .formatted(
                        runtime.availableProcessors(), processor, Math.round(Long.parseLong(memory.replaceAll("\\D", "")) / 1_048_576.0),
                        disk.type(), System.getProperty("os.name"), Runtime.version(), runtime.maxMemory() >> 20, engine);
    }

    private static String first(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static long peakKilobytes() throws IOException {
        return Long.parseLong(first("/proc/self/status", "VmHWM").replaceAll("\\D", ""));
    }

    private static void say(String text) {
        System.err.println(text);
    }
}
