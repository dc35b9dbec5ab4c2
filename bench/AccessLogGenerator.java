import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Writes the access log of a company of 10,000 users with mistakes in it, and a manifest that says what it broke and what the rest adds
 * up to: AccessLogGenerator nginx|json MEGABYTES FILE.
 *
 * <p>What it writes and why is in README.md beside it.
 */
public final class AccessLogGenerator {

    private static final int USERS = 10_000;
    private static final int SESSIONS = 150;
    private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");
    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** N is a number, U a UUID, H a long key, Q a query; each is another one in every request. */
    private static final String[] PATHS = {
        "/v1/chat/completions", "/v1/chat/completions", "/v1/chat/completions", "/v1/embeddings", "/v1/models",
        "/api/v1/llm/chat", "/api/v1/search?q=N", "/admin/search?q=report&page=N", "/api/v1/users/N", "/api/v1/files/U",
        "/v1/threads/H/messages", "/v1/responses/H", "/tts/speak", "/stt/listen", "/api/v1/projects/N/documents/U",
        "/v1/audio/transcriptions", "/api/v1/sessions/U/events?since=N", "/health", "/static/app.js?v=N", "/api/v1/reports/2026-09"
    };
    private static final String[] AGENTS = {
        "OpenAI/Python 1.52.0",
        "python-requests/2.32.3",
        "curl/8.5.0",
        "Go-http-client/2.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36 Edg/%1$d.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) Firefox/%d.0"
    };
    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 201, 204, 304, 400, 401, 404, 404, 429, 499, 500, 502, 504
    };

    /** Who works at the moment, from where, with what, on which few things. */
    private record Session(String user, String address, String agent, String[] paths) {}

    private final boolean isJson;
    private final Random random = new Random(20261101);
    private final Session[] sessions = new Session[SESSIONS];
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder broken = new StringBuilder();
    private final Set<String> users = new HashSet<>();

    private String user = "";
    private long responseBytes;
    private long durationMicros;
    private long requests;
    private long rejects;
    private long blanks;
    private long responseBytesSum;
    private long durationMicrosSum;
    private long lineNumberSum;
    private long byteOffsetSum;

    private AccessLogGenerator(boolean isJson) {
        this.isJson = isJson;
    }

    public static void main(String[] arguments) throws IOException {
        write(arguments[0], Long.parseLong(arguments[1]) << 20, Path.of(arguments[2]));
    }

    /** Writes a file of so many bytes, a line more or less, and its manifest beside it. */
    static void write(String kind, long bytes, Path file) throws IOException {
        new AccessLogGenerator(kind.equals("json")).write(bytes, file);
    }

    private void write(long bytes, Path file) throws IOException {
        long offset = 0;
        long lineNumber = 0;
        boolean isGiantWritten = false;
        Instant time = BEGIN;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            while (offset < bytes) {
                time = time.plus(pause(time));
                byte[] next = request(time);
                lineNumber++;
                int chance = random.nextInt(10_000);
                if (chance < 2) {
                    next = broken(next);
                    reject(lineNumber, offset);
                } else if (chance == 2) {
                    next = new byte[0];
                    blanks++;
                } else if (!isGiantWritten && offset > bytes / 2) {
                    next = new byte[20 << 20];
                    Arrays.fill(next, (byte) 'x');
                    isGiantWritten = true;
                    reject(lineNumber, offset);
                } else {
                    accept(lineNumber, offset);
                }
                out.write(next);
                offset += next.length + 1L;
                if (chance == 3) {
                    out.write('\r');
                    offset++;
                }
                out.write('\n');
            }
        }
        Files.writeString(
                Path.of(file + ".manifest"),
                "requests %d%nrejects %d%nblank %d%nbytes %d%nresponse_bytes %d%nduration_us %d%nline_numbers %d%nbyte_offsets %d%nusers %d%n%s"
                        .formatted(
                                requests, rejects, blanks, offset, responseBytesSum, durationMicrosSum, lineNumberSum, byteOffsetSum,
                                users.size(), broken));
    }

    private void accept(long lineNumber, long offset) {
        requests++;
        responseBytesSum += responseBytes;
        durationMicrosSum += durationMicros;
        lineNumberSum += lineNumber;
        byteOffsetSum += offset;
        if (!user.isEmpty()) {
            users.add(user);
        }
    }

    private void reject(long lineNumber, long offset) {
        rejects++;
        broken.append("broken ").append(lineNumber).append(' ').append(offset).append('\n');
    }

    /** A quiet night, a busy day: about 300 milliseconds on the mean. */
    private Duration pause(Instant time) {
        int hour = (int) (time.getEpochSecond() / 3600 % 24);
        return Duration.ofMillis(random.nextInt(hour >= 7 && hour < 18 ? 400 : 1400));
    }

    private byte[] request(Instant time) {
        int place = random.nextInt(SESSIONS);
        if (sessions[place] == null || random.nextInt(40) == 0) {
            sessions[place] = session(time);
        }
        Session session = sessions[place];
        user = session.user();
        int size = random.nextInt(20) == 0 ? -1 : random.nextInt(90_000);
        responseBytes = Math.max(size, 0);
        int millis = (int) Math.min(60_000, -600 * Math.log(1 - random.nextDouble()));
        durationMicros = millis * 1000L;
        line.setLength(0);
        String method = random.nextInt(3) == 0 ? "GET" : "POST";
        String path = path(session.paths()[random.nextInt(session.paths().length)]);
        int status = STATUSES[random.nextInt(STATUSES.length)];
        if (isJson) {
            json(time, session, method, path, status, size, millis);
        } else {
            server(time, session, method, path, status, size, millis);
        }
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void server(Instant time, Session session, String method, String path, int status, int size, int millis) {
        line.append(session.address()).append(" - ").append(user.isEmpty() ? "-" : user).append(" [");
        SERVER_TIME.formatTo(time, line);
        line.append("] \"").append(method).append(' ').append(path).append(" HTTP/1.1\" ").append(status).append(' ');
        line.append(size < 0 ? "-" : String.valueOf(size)).append(" \"-\" \"").append(session.agent()).append("\" ");
        line.append(millis / 1000).append('.').append(String.valueOf(1000 + millis % 1000), 1, 4);
    }

    private void json(Instant time, Session session, String method, String path, int status, int size, int millis) {
        line.append("{\"timestamp\":\"").append(time).append("\",");
        if (!user.isEmpty()) {
            line.append("\"user_id\":\"").append(user).append("\",");
        }
        line.append("\"method\":\"").append(method).append("\",\"path\":\"").append(path).append("\",\"status\":").append(status);
        int hundredths = random.nextInt(100);
        durationMicros += hundredths * 10L;
        line.append(",\"duration_ms\":").append(millis).append('.').append(hundredths / 10).append(hundredths % 10);
        line.append(",\"size\":").append(size < 0 ? "null" : String.valueOf(size));
        line.append(",\"ip_address\":\"").append(session.address()).append("\",\"user_agent\":\"").append(session.agent()).append("\"}");
    }

    /** A few work much and many work little; a quarter is not logged in. What somebody uses stays the same from session to session. */
    private Session session(Instant time) {
        int number = (int) (USERS * Math.pow(random.nextDouble(), 3));
        long day = time.getEpochSecond() / 86_400;
        Random habits = new Random(number * 31L);
        String[] paths = new String[1 + habits.nextInt(4)];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = PATHS[habits.nextInt(PATHS.length)];
        }
        String agent = AGENTS[habits.nextInt(AGENTS.length)].formatted(120 + habits.nextInt(25));
        boolean isLoggedIn = random.nextInt(4) > 0;
        return new Session(isLoggedIn ? "user%d@example.com".formatted(number) : "", address(number, day), agent, paths);
    }

    /** The office lends an address for a day; who works from home has one of version 6 that changes as often. */
    private static String address(int number, long day) {
        Random lease = new Random(number * 1_000_003L + day);
        return lease.nextInt(6) == 0
                ? "2001:db8:%x:%x:%x:%x:%x:%x"
                        .formatted(number % 64, lease.nextInt(1 << 16), lease.nextInt(1 << 16), lease.nextInt(1 << 16), lease.nextInt(1 << 16),
                                lease.nextInt(1 << 16))
                : "10.%d.%d.%d".formatted(number % 4, lease.nextInt(256), lease.nextInt(256));
    }

    private String path(String pattern) {
        StringBuilder path = new StringBuilder(pattern.length() + 40);
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case 'N' -> path.append(random.nextInt(100_000));
                case 'U' -> uuid(path);
                case 'H' -> path.append("resp_").append(hex(24));
                default -> path.append(pattern.charAt(i));
            }
        }
        return path.toString();
    }

    private void uuid(StringBuilder path) {
        path.append(hex(8)).append('-').append(hex(4)).append('-').append(hex(4)).append('-').append(hex(4)).append('-').append(hex(12));
    }

    private char[] hex(int digits) {
        char[] text = new char[digits];
        long bits = 0;
        for (int i = 0; i < digits; i++) {
            bits = i % 16 == 0 ? random.nextLong() : bits >>> 4;
            text[i] = Character.forDigit((int) (bits & 15), 16);
        }
        return text;
    }

    /** Each mistake makes a line that is no request. */
    private byte[] broken(byte[] whole) {
        byte[] damaged = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[damaged.length / 2] = 0;
            case 1 -> damaged[damaged.length / 2] = (byte) 0xff;
            case 2 -> damaged = Arrays.copyOf(whole, whole.length / 3);
            default -> {
                damaged = new byte[200];
                random.nextBytes(damaged);
                for (int i = 0; i < damaged.length; i++) {
                    damaged[i] = damaged[i] == '\n' || damaged[i] == '\r' ? (byte) 0xff : damaged[i];
                }
                damaged[0] = (byte) 0x80;
            }
        }
        return damaged;
    }
}
