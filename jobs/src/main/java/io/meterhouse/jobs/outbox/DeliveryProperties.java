package io.meterhouse.jobs.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which reports are mailed, and how mails are handed over.
 *
 * @param mails what goes to whom, by name
 * @param optOut addresses that get no report, whichever entry names them
 * @param sender whom reports come from; null for whom all mails come from
 * @param mailsPerMinute most mails a minute, at least 1
 * @param retries how often a mail that was refused for now is tried again at once, 0 to 10
 * @param retryDelay pause before the first retry; it doubles with each
 * @param tryAgainAfter time after which what was refused for now is due again
 * @param giveUpAfter time for which a mail is tried
 * @param attachmentsLimit what the files of one mail may weigh together
 */
@ConfigurationProperties("meterhouse.delivery")
public record DeliveryProperties(
        @DefaultValue Map<String, WrittenMail> mails,
        @DefaultValue List<String> optOut,
        @Nullable String sender,
        @DefaultValue("60") int mailsPerMinute,
        @DefaultValue("2") int retries,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("1h") Duration tryAgainAfter,
        @DefaultValue("168h") Duration giveUpAfter,
        @DefaultValue("10MB") DataSize attachmentsLimit) {

    private static final int MOST_RETRIES = 10;

    public DeliveryProperties {
        mails = new TreeMap<>(mails);
        optOut = List.copyOf(optOut);
    }

    /** Nobody is mailed anything. */
    public static DeliveryProperties defaults() {
        return new DeliveryProperties(
                Map.of(),
                List.of(),
                null,
                60,
                2,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ofDays(7),
                DataSize.ofMegabytes(10));
    }

    /** The same, mailing this and nothing else. */
    public DeliveryProperties mailing(Map<String, WrittenMail> others) {
        return new DeliveryProperties(
                others,
                optOut,
                sender,
                mailsPerMinute,
                retries,
                retryDelay,
                tryAgainAfter,
                giveUpAfter,
                attachmentsLimit);
    }

    /** What is wrong with these settings but for what is mailed, of which one wrong entry does not keep the others; a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (mailsPerMinute < 1) {
            problems.add(
                    "meterhouse.delivery.mails-per-minute is %d; it must be at least 1.".formatted(mailsPerMinute));
        }
        if (retries < 0 || retries > MOST_RETRIES) {
            problems.add("meterhouse.delivery.retries is %d; it must be 0 to %d.".formatted(retries, MOST_RETRIES));
        }
        requirePositive("retry-delay", retryDelay, problems);
        requirePositive("try-again-after", tryAgainAfter, problems);
        requirePositive("give-up-after", giveUpAfter, problems);
        if (attachmentsLimit.isNegative()) {
            problems.add("meterhouse.delivery.attachments-limit is %s; write a size such as 10MB."
                    .formatted(attachmentsLimit));
        }
        return problems;
    }

    private static void requirePositive(String name, Duration duration, List<String> problems) {
        if (duration.isNegative() || duration.isZero()) {
            problems.add("meterhouse.delivery.%s is %s; write a time such as 1s.".formatted(name, duration));
        }
    }

    /** Whether an address gets no report. */
    public boolean isOptedOut(String address) {
        return optOut.stream()
                .anyMatch(other -> other.strip().toLowerCase(Locale.ROOT).equals(address.toLowerCase(Locale.ROOT)));
    }
}
