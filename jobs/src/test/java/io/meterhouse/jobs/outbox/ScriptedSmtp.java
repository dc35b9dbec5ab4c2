package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.delivery.MailServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An SMTP server that answers what a test wants: by command, and {@code .} for a whole mail. An answer {@code DROP} ends the connection. */
final class ScriptedSmtp implements AutoCloseable {

    static final String DROP = "DROP";

    private final ServerSocket socket;
    private final UnaryOperator<String> script;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    ScriptedSmtp(UnaryOperator<String> script) {
        this.script = script;
        try {
            this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
        Thread server = new Thread(this::serve, "scripted-smtp");
        server.setDaemon(true);
        server.start();
    }

    /** Says yes to everything. */
    static String yes(String command) {
        return command.startsWith("DATA") ? "354 go on" : command.equals(".") ? "250 2.0.0 taken as 4711" : "250 ok";
    }

    MailServer server() {
        return new MailServer(
                "127.0.0.1",
                socket.getLocalPort(),
                null,
                null,
                Map.of("mail.from", "reports@example.org", "mail.smtp.timeout", "300"));
    }

    /** Mails that were taken, as they came. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    /** Whom mails were for that were asked about, one after another. */
    List<String> recipients() {
        return List.copyOf(recipients);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                talk(connection);
            } catch (IOException gone) {
                // The next connection, if there is one.
            }
        }
    }

    private void talk(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = connection.getOutputStream();
        say(out, "220 scripted");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT")) {
                recipients.add(line.replaceAll(".*<(.*)>.*", "$1"));
            }
            String answer = script.apply(line);
            if (answer.equals(DROP)) {
                return;
            }
            say(out, answer);
            if (line.startsWith("DATA") && answer.startsWith("354")) {
                StringBuilder mail = new StringBuilder();
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    mail.append(text).append("\r\n");
                }
                String end = script.apply(".");
                if (end.startsWith("2")) {
                    mails.add(mail.toString());
                }
                if (end.equals(DROP)) {
                    return;
                }
                say(out, end);
            }
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException cannotClose) {
            throw new UncheckedIOException(cannotClose);
        }
    }
}
