package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.delivery.SaidInMail;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes persons out of the mails of a home: who got what is told of a pseudonym, and the mails that name somebody are forgotten, for their
 * bytes cannot be changed and remain what was sent.
 */
public final class PersonsInMails {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WarehouseHome home;
    private final Clock clock;
    private final UnaryOperator<String> kept;
    private final Predicate<String> named;

    /**
     * Looks for persons.
     *
     * @param kept a text less the persons
     * @param named whether a text names one
     */
    public PersonsInMails(WarehouseHome home, Clock clock, UnaryOperator<String> kept, Predicate<String> named) {
        this.home = home;
        this.clock = clock;
        this.kept = kept;
        this.named = named;
    }

    /**
     * How many mails name somebody, those in files included; nothing is changed.
     *
     * @throws OutboxInUseException when another process is sending
     */
    public long count() throws IOException {
        long files = files().size();
        if (!Outbox.isThere(home)) {
            return files;
        }
        try (Outbox outbox = Outbox.open(home, clock, PATIENCE)) {
            return files
                    + outbox.all().stream()
                            .filter(delivery ->
                                    isNamed(delivery) || content(delivery, outbox) == Outbox.Content.NAMES_SOMEBODY)
                            .count();
        }
    }

    /**
     * Takes them out.
     *
     * @return how many mails named somebody
     * @throws OutboxInUseException when another process is sending
     */
    public long erase() throws IOException {
        long erased = 0;
        for (Path file : files()) {
            Files.delete(file);
            erased++;
        }
        if (!Outbox.isThere(home)) {
            return erased;
        }
        try (Outbox outbox = Outbox.open(home, clock, PATIENCE)) {
            for (Delivery delivery : outbox.all()) {
                Outbox.Content content = content(delivery, outbox);
                if (isNamed(delivery) || content == Outbox.Content.NAMES_SOMEBODY) {
                    outbox.erase(delivery, kept, content);
                    erased++;
                }
            }
            outbox.compact();
        }
        return erased;
    }

    private boolean isNamed(Delivery delivery) {
        return Stream.of(
                        delivery.entry(),
                        delivery.addressed().audience(),
                        delivery.addressed().recipient(),
                        delivery.sender(),
                        delivery.subject(),
                        delivery.edition(),
                        String.valueOf(delivery.answer()))
                .anyMatch(named);
    }

    private Outbox.Content content(Delivery delivery, Outbox outbox) {
        return outbox.mail(delivery.id()).filter(this::holds).isPresent()
                ? Outbox.Content.NAMES_SOMEBODY
                : Outbox.Content.NAMES_NOBODY;
    }

    /** What cannot be read cannot be cleared of naming somebody. */
    private boolean holds(byte[] mail) {
        try {
            return SaidInMail.holds(mail, named);
        } catch (IOException unreadable) {
            return true;
        }
    }

    private List<Path> files() throws IOException {
        Path folder = Outbox.folder(home);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> named =
                    files.filter(file -> file.toString().endsWith(".eml")).toList();
            return named.stream().filter(this::fileHolds).toList();
        }
    }

    private boolean fileHolds(Path file) {
        try {
            return named.test(file.getFileName().toString()) || holds(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return true;
        }
    }
}
