package io.meterhouse.scheduler.operators;

import io.meterhouse.reports.delivery.MailServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who hears of commands that did not end well, and who that nights end.
 *
 * @param mail addresses that get a mail
 * @param webhookUrl address that gets JSON; whoever knows it can write there, so it is a secret
 * @param heartbeatUrl address that is asked after every night that published; a secret as well
 */
@ConfigurationProperties("meterhouse.operators")
public record OperatorsProperties(
        @DefaultValue List<String> mail,
        @Nullable String webhookUrl,
        @Nullable String heartbeatUrl) {

    public OperatorsProperties {
        mail = List.copyOf(mail);
    }

    /** Nobody is told anything. */
    public static OperatorsProperties nobody() {
        return new OperatorsProperties(List.of(), null, null);
    }

    /**
     * What is wrong with these settings, a sentence each.
     *
     * @param server what mails would be handed to
     */
    public List<String> problems(MailProperties server) {
        List<String> problems = new ArrayList<>();
        for (String address : mail) {
            if (!MailServer.isAddress(address)) {
                problems.add(
                        "meterhouse.operators.mail names '%s', which is no address; write it like operators@example.org, several with commas."
                                .formatted(address));
            }
        }
        if (!mail.isEmpty() && server.server() == null) {
            problems.add(
                    "meterhouse.operators.mail is set but spring.mail.host is not; set SPRING_MAIL_HOST to the server that takes the mail.");
        }
        requireAddress("webhook-url", webhookUrl, problems);
        requireAddress("heartbeat-url", heartbeatUrl, problems);
        return problems;
    }

    /** The value is not shown: it opens a door. */
    private static void requireAddress(String name, @Nullable String url, List<String> problems) {
        if (url != null && host(url) == null) {
            problems.add(
                    "meterhouse.operators.%s is no address; write it like https://hooks.example.org/abc. It is not shown, because it is a secret."
                            .formatted(name));
        }
    }

    /** The part of an address that is no secret; null when it is not one of http or https. */
    static @Nullable String host(String url) {
        try {
            URI address = new URI(url);
            boolean isOfTheWeb =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return isOfTheWeb ? address.getHost() : null;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    /**
     * Who is told and by which way, in words that open no door; empty when nobody is.
     *
     * @param server what mails are handed to
     */
    public List<String> told(MailProperties server) {
        List<String> told = new ArrayList<>();
        if (!mail.isEmpty()) {
            told.add(
                    "mail to %d address%s by %s".formatted(mail.size(), mail.size() == 1 ? "" : "es", server.server()));
        }
        if (webhookUrl != null) {
            told.add("a webhook at " + host(webhookUrl));
        }
        if (heartbeatUrl != null) {
            told.add("a heartbeat to " + host(heartbeatUrl));
        }
        return told;
    }

    /** Neither of the secrets, nor who is told. */
    @Override
    public String toString() {
        return "OperatorsProperties[%d addresses]".formatted(mail.size());
    }
}
