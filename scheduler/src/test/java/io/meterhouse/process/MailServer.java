package io.meterhouse.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes every mail and answers when it is told to, so that a process can be killed when nobody knows whether it was taken. */
final class MailServer implements AutoCloseable {

    /** What is done with a mail when all of it is there. */
    interface Answering {

        /**
         * Comes back when the mail is to be answered, or never is.
         *
         * @param mail its number, from 1
         * @return whether it is answered
         */
        boolean isAnswered(int mail) throws InterruptedException;
    }

    private static final String RECIPIENT = "RCPT TO:<";

    private final ServerSocket socket;
    private final Answering answering;
    private final AtomicInteger mails = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    private MailServer(ServerSocket socket, Answering answering) {
        this.socket = socket;
        this.answering = answering;
    }

    static MailServer start(Answering answering) throws IOException {
        MailServer server = new MailServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), answering);
        Thread serving = new Thread(server::serve, "smtp");
        serving.setDaemon(true);
        serving.start();
        return server;
    }

    /** The settings of a process that sends by it. */
    Map<String, String> environment() {
        return Map.of(
                "SPRING_MAIL_HOST",
                "127.0.0.1",
                "SPRING_MAIL_PORT",
                String.valueOf(socket.getLocalPort()),
                "SPRING_MAIL_PROPERTIES_MAIL_FROM",
                "reports@example.org",
                // It takes them as they come; a test need not wait a second between two.
                "METERHOUSE_DELIVERY_MAILSPERMINUTE",
                "60000");
    }

    /** How many mails were handed over whole. */
    int mails() {
        return mails.get();
    }

    /** How many of them went to that address. */
    int mailsTo(String recipient) {
        return taken.getOrDefault(recipient, 0);
    }

    /** Whether it has a mail whose sender waits for the answer. */
    boolean hasOneInHand() {
        return unanswered.get() > 0;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                talk(connection);
            } catch (IOException gone) {
                // The process at the other end was killed.
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void talk(Socket connection) throws IOException, InterruptedException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = connection.getOutputStream();
        say(out, "220 here");
        List<String> recipients = new ArrayList<>();
        boolean isMail = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (isMail) {
                if (line.equals(".")) {
                    isMail = false;
                    take(recipients, out);
                    recipients.clear();
                }
            } else if (line.startsWith("DATA")) {
                isMail = true;
                say(out, "354 go on");
            } else {
                if (line.startsWith(RECIPIENT)) {
                    recipients.add(line.substring(RECIPIENT.length(), line.indexOf('>')));
                }
                say(out, "250 ok");
            }
        }
    }

    private void take(List<String> recipients, OutputStream out) throws IOException, InterruptedException {
        recipients.forEach(recipient -> taken.merge(recipient, 1, Integer::sum));
        unanswered.incrementAndGet();
        try {
            if (answering.isAnswered(mails.incrementAndGet())) {
                say(out, "250 taken");
            }
        } finally {
            unanswered.decrementAndGet();
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
