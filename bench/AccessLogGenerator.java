import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Writes an access log with mistakes in it, and a manifest that says how many lines are requests, rejects and blank:
 * AccessLogGenerator nginx|json MEGABYTES FILE.
 */
public final class AccessLogGenerator {

    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String[] PATHS = {
        "/v1/chat/completions", "/v1/embeddings", "/api/v1/llm/chat", "/admin/search?q=report&page=%d", "/api/v1/search?q=%d",
        "/v1/models", "/api/v1/users/%d", "/api/v1/files/%08x-1111-4222-8333-444455556666", "/tts/speak", "/stt/listen"
    };
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "OpenAI/Python 1.52.0", "python-requests/2.32.3", "curl/8.5.0", "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) Firefox/132.0"
    };
    private static final int[] STATUSES = {200, 200, 200, 200, 200, 200, 201, 204, 304, 400, 401, 404, 429, 500, 502, 504};

    private final Random random = new Random(20261101);
    private long requests;
    private long rejects;
    private long blanks;

    public static void main(String[] arguments) throws IOException {
        new AccessLogGenerator().write(arguments[0].equals("json"), Long.parseLong(arguments[1]) << 20, Path.of(arguments[2]));
    }

    private void write(boolean isJson, long bytes, Path file) throws IOException {
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            Instant time = Instant.parse("2026-10-01T00:00:00Z");
            boolean isGiantWritten = false;
            while (written < bytes) {
                time = time.plusMillis(random.nextInt(600));
                byte[] line = isJson ? json(time) : nginx(time);
                int chance = random.nextInt(10_000);
                if (chance == 0) {
                    line = broken(line);
                    rejects++;
                } else if (chance == 1) {
                    line = new byte[0];
                    blanks++;
                } else if (!isGiantWritten && written > bytes / 2) {
                    line = new byte[20 << 20];
                    Arrays.fill(line, (byte) 'x');
                    isGiantWritten = true;
                    rejects++;
                } else {
                    requests++;
                }
                out.write(line);
                if (chance == 2) {
                    out.write('\r');
                    written++;
                }
                out.write('\n');
                written += line.length + 1L;
            }
        }
        Files.writeString(
                Path.of(file + ".manifest"), "requests %d%nrejects %d%nblank %d%n".formatted(requests, rejects, blanks));
    }

    private byte[] nginx(Instant time) {
        String user = random.nextInt(4) == 0 ? "-" : "user%d@example.com".formatted(random.nextInt(10_000));
        String address = random.nextInt(8) == 0
                ? "2001:db8:%x::%x".formatted(random.nextInt(64), random.nextInt(4096))
                : "10.%d.%d.%d".formatted(random.nextInt(4), random.nextInt(256), random.nextInt(256));
        String size = random.nextInt(20) == 0 ? "-" : String.valueOf(random.nextInt(90_000));
        return "%s - %s [%s] \"%s %s HTTP/1.1\" %d %s \"-\" \"%s\" %d.%03d"
                .formatted(address, user, SERVER_TIME.format(time), random.nextInt(3) == 0 ? "GET" : "POST", path(), status(), size, agent(),
                        random.nextInt(3), random.nextInt(1000))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json(Instant time) {
        String user = random.nextInt(4) == 0 ? "" : "\"user_id\":\"user%d@example.com\",".formatted(random.nextInt(10_000));
        return "{\"timestamp\":\"%s\",%s\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"duration_ms\":%d.%02d,\"size\":%d,\"ip_address\":\"10.%d.%d.%d\",\"user_agent\":\"%s\"}"
                .formatted(time, user, random.nextInt(3) == 0 ? "GET" : "POST", path(), status(), random.nextInt(4000), random.nextInt(100),
                        random.nextInt(90_000), random.nextInt(4), random.nextInt(256), random.nextInt(256), agent())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Each mistake makes a line that is no request. */
    private byte[] broken(byte[] line) {
        byte[] broken = line.clone();
        switch (random.nextInt(4)) {
            case 0 -> broken[broken.length / 2] = 0;
            case 1 -> broken[broken.length / 2] = (byte) 0xff;
            case 2 -> broken = Arrays.copyOf(line, line.length / 3);
            default -> {
                broken = new byte[200];
                random.nextBytes(broken);
                for (int i = 0; i < broken.length; i++) {
                    broken[i] = broken[i] == '\n' || broken[i] == '\r' ? (byte) 0xff : broken[i];
                }
                broken[0] = (byte) 0x80;
            }
        }
        return broken;
    }

    private String path() {
        return PATHS[random.nextInt(PATHS.length)].formatted(random.nextInt(100_000));
    }

    private int status() {
        return STATUSES[random.nextInt(STATUSES.length)];
    }

    private String agent() {
        return AGENTS[random.nextInt(AGENTS.length)];
    }
}
