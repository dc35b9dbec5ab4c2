package io.meterhouse.scheduler.operators;

import io.meterhouse.reports.delivery.MailServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes mail, by the names that Spring gives these settings.
 *
 * @param host its name
 * @param port its port, 1 to 65535
 * @param username who sends
 * @param password that user's password
 * @param properties further properties of Jakarta Mail, such as mail.from and mail.smtp.ssl.enable
 */
@ConfigurationProperties("spring.mail")
public record MailProperties(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue Map<String, String> properties) {

    public MailProperties {
        properties = new TreeMap<>(properties);
    }

    /** No server. */
    public static MailProperties notConfigured() {
        return new MailProperties(null, 587, null, null, Map.of());
    }

    /** The server; null when none is configured. */
    public @Nullable MailServer server() {
        return host == null || host.isBlank() ? null : new MailServer(host, port, username, password, properties);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (port < 1 || port > 65_535) {
            problems.add("spring.mail.port is %d; a port is 1 to 65535.".formatted(port));
        }
        if (username == null != (password == null)) {
            problems.add(
                    "Of spring.mail.username and spring.mail.password only one is set; a server that asks wants both, one that does not wants neither.");
        }
        MailServer server = server();
        if (server != null) {
            String sender = server.sender();
            if (sender == null) {
                problems.add(
                        "spring.mail.host is set, but nothing says whom mails come from; set spring.mail.properties.mail.from (SPRING_MAIL_PROPERTIES_MAIL_FROM) to an address.");
            } else if (!MailServer.isAddress(sender)) {
                problems.add(
                        "Mails would come from '%s', which is no address; correct spring.mail.properties.mail.from."
                                .formatted(sender));
            }
        }
        return problems;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "MailProperties[%s:%d]".formatted(host, port);
    }
}
