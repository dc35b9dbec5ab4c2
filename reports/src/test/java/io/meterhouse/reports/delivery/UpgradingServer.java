package io.meterhouse.reports.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Stands in front of an SMTP server that knows no STARTTLS, and speaks it for one. */
final class UpgradingServer implements AutoCloseable {

    private final ServerSocket listening;
    private final SSLContext keys;
    private final int behind;

    UpgradingServer(SSLContext keys, int behind) throws IOException {
        this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.keys = keys;
        this.behind = behind;
        begin(() -> {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                begin(() -> serve(client));
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            greet(client);
            SSLSocket secured = (SSLSocket) keys.getSocketFactory()
                    .createSocket(client, client.getInetAddress().getHostName(), client.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            InputStream answers = server.getInputStream();
            // The client was greeted already.
            line(answers);
            begin(() -> answers.transferTo(secured.getOutputStream()));
            secured.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private static void greet(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        say(out, "220 upgrading");
        while (true) {
            String command = line(client.getInputStream());
            if (command.startsWith("EHLO")) {
                say(out, "250-upgrading\r\n250 STARTTLS");
            } else if (command.equals("STARTTLS")) {
                say(out, "220 go ahead");
                return;
            } else {
                throw new IOException("In clear it was said: " + command);
            }
        }
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Byte by byte, for what follows belongs to TLS. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("The other side has gone.");
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }

    private interface Talk {
        void go() throws IOException;
    }

    /** A client that goes because it does not trust us ends its talk, and nothing else. */
    private static void begin(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.go();
            } catch (IOException gone) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
