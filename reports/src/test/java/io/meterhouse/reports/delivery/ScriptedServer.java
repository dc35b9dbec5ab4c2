package io.meterhouse.reports.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server that says what it is told to. Its answers are named by the command they answer; GREETING is before the first, LINE is in the
 * middle of a mail, and END is after it. DROP closes the connection instead, HANG says nothing more.
 */
final class ScriptedServer implements AutoCloseable {

    static final String DROP = "drop";
    static final String HANG = "hang";

    private static final Map<String, String> WILLING = Map.of(
            "GREETING", "220 scripted",
            "EHLO", "250 scripted",
            "MAIL", "250 sender ok",
            "RCPT", "250 recipient ok",
            "DATA", "354 go ahead",
            "LINE", "",
            "END", "250 2.0.0 queued as 4711",
            "QUIT", "221 bye");

    private final ServerSocket listening;
    private final Map<String, String> script;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream mail = new ByteArrayOutputStream();

    /** Willing to take everything but what the script says. */
    ScriptedServer(Map<String, String> script) throws IOException {
        this.script = script;
        this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!listening.isClosed()) {
                try (Socket client = listening.accept()) {
                    serve(client);
                } catch (IOException gone) {
                    continue;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What was said to it, less the mail. */
    List<String> commands() {
        return commands;
    }

    /** The mail, as it came. */
    byte[] mail() {
        return mail.toByteArray();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        boolean goesOn = answers("GREETING", in, out);
        while (goesOn) {
            String command = line(in).strip();
            commands.add(command);
            String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            goesOn = answers(verb, in, out) && !verb.equals("QUIT");
            if (goesOn && verb.equals("DATA") && answer("DATA").startsWith("354")) {
                goesOn = takes(in) && answers("END", in, out);
            }
        }
    }

    private String answer(String moment) {
        return script.getOrDefault(moment, WILLING.getOrDefault(moment, "502 unknown"));
    }

    private boolean answers(String moment, InputStream in, OutputStream out) throws IOException {
        String answer = answer(moment);
        if (answer.equals(DROP)) {
            return false;
        }
        if (answer.equals(HANG)) {
            // Until the other side has waited long enough.
            in.transferTo(OutputStream.nullOutputStream());
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private boolean takes(InputStream in) throws IOException {
        for (String line = line(in); !line.equals(".\r\n"); line = line(in)) {
            if (answer("LINE").equals(DROP)) {
                return false;
            }
            mail.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
        }
        return true;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int read;
        do {
            read = in.read();
            if (read < 0) {
                throw new IOException("The other side has gone.");
            }
            line.append((char) read);
        } while (read != '\n');
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
