package io.meterhouse.jobs.outbox;

import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The mails of a home, each with its very bytes and what became of it. One process has it open at a time, so that whatever another left
 * half sent is known to be so. Each change is in the file when the call returns.
 */
public final class Outbox implements AutoCloseable {

    private static final String FILE = "outbox";

    /** What is told of a mail must be read in a line. */
    private static final int LONGEST_ANSWER = 4000;

    private static final String OLD_MAIL =
            "mail is not null and state not in ('queued', 'sending') and coalesce(last_attempt_at, queued_at) < ?";

    private static final String OLD_PERIOD = "state not in ('queued', 'sending') and to_date < ? and queued_at < ?";

    private static final RowMapper<Delivery> DELIVERY = (row, number) -> new Delivery(
            row.getLong("delivery_id"),
            row.getString("entry_name"),
            new Addressed(
                    row.getString("report"),
                    row.getString("audience"),
                    row.getObject("from_date", LocalDate.class),
                    row.getObject("to_date", LocalDate.class),
                    row.getString("recipient")),
            row.getInt("version"),
            row.getString("finality"),
            row.getString("figures_sha256"),
            DeliveryState.of(row.getString("state")),
            row.getString("message_id"),
            row.getString("sender"),
            row.getString("subject"),
            row.getLong("byte_count"),
            row.getString("edition"),
            row.getString("snapshot_id"),
            row.getString("run_id"),
            row.getInt("attempt_count"),
            requiredInstant(row, "queued_at"),
            instant(row, "last_attempt_at"),
            instant(row, "next_attempt_at"),
            instant(row, "sent_at"),
            requiredInstant(row, "compared_at"),
            row.getString("answer"));

    private final OutboxLock lock;
    private final SingleConnectionDataSource connection;
    private final JdbcClient database;
    private final Clock clock;

    private Outbox(OutboxLock lock, SingleConnectionDataSource connection, Clock clock) {
        this.lock = lock;
        this.connection = connection;
        this.database = JdbcClient.create(connection);
        this.clock = clock;
    }

    /** Whether the home ever had something to send. */
    public static boolean isThere(WarehouseHome home) {
        return Files.exists(file(home));
    }

    /** Where mails lie as files that no server took, because none is configured. */
    public static Path folder(WarehouseHome home) {
        return home.root().resolve(FILE);
    }

    static Path file(WarehouseHome home) {
        return home.operations().resolve(FILE + ".mv.db");
    }

    /**
     * Opens the outbox, or makes it. What a process was sending that is gone is unknown from now on.
     *
     * @param patience how long to wait for another process that has it open
     * @throws OutboxInUseException when that process has it still
     * @throws OtherHomeException when it is another home's
     * @throws WarehouseException when it cannot be used
     */
    public static Outbox open(WarehouseHome home, Clock clock, Duration patience) {
        OutboxLock lock = OutboxLock.take(home, patience);
        boolean isOpen = false;
        SingleConnectionDataSource connection = null;
        try {
            JdbcDataSource file = new JdbcDataSource();
            // Without a write delay a commit is in the file when it returns.
            file.setURL("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
                    .formatted(home.operations().resolve(FILE).toAbsolutePath()));
            file.setUser("meterhouse");
            connection = new SingleConnectionDataSource(file.getConnection(), true);
            new ResourceDatabasePopulator(new ClassPathResource("delivery.sql", Outbox.class)).execute(connection);
            Outbox outbox = new Outbox(lock, connection, clock);
            outbox.refuseOther(home);
            outbox.nobodyIsSending();
            isOpen = true;
            return outbox;
        } catch (SQLException | DataAccessException unusable) {
            throw new WarehouseException(
                    "The outbox %s cannot be used: %s. It holds the mails and which of them were sent: restore it from a backup, or move it away, and reports that are due are mailed anew."
                            .formatted(file(home), unusable.getMessage()),
                    unusable);
        } finally {
            if (!isOpen) {
                if (connection != null) {
                    connection.destroy();
                }
                lock.close();
            }
        }
    }

    private void refuseOther(WarehouseHome home) {
        database.sql("insert into meterhouse_home select ? where not exists (select 1 from meterhouse_home)")
                .param(home.id())
                .update();
        String recorded = database.sql("select home_id from meterhouse_home")
                .query(String.class)
                .single();
        if (!recorded.equals(home.id())) {
            throw new OtherHomeException(file(home), recorded, home);
        }
    }

    private void nobodyIsSending() {
        for (Delivery delivery : inState(DeliveryState.SENDING)) {
            database.sql("update delivery set is_untold = true where delivery_id = ?")
                    .param(delivery.id())
                    .update();
            settle(
                    delivery.id(),
                    DeliveryState.UNKNOWN,
                    "The process that was sending it ended before the server's answer was known. Ask the recipient; if it did not arrive, send the same mail again with 'deliveries --resend %d'."
                            .formatted(delivery.id()));
        }
    }

    /** What was found half sent, is unknown since, and was told to nobody: whoever finds it need not be who can tell. */
    public List<Delivery> untold() {
        return database.sql("select * from delivery where is_untold and state = 'unknown' order by delivery_id")
                .query(DELIVERY)
                .list();
    }

    /** Somebody was told that it may have been sent or not. */
    public void told(Delivery delivery) {
        database.sql("update delivery set is_untold = false where delivery_id = ?")
                .param(delivery.id())
                .update();
    }

    /** Every mail, the oldest first. */
    public List<Delivery> all() {
        return database.sql("select * from delivery order by delivery_id")
                .query(DELIVERY)
                .list();
    }

    /** The mail of a number. */
    public Optional<Delivery> find(long id) {
        return database.sql("select * from delivery where delivery_id = ?")
                .param(id)
                .query(DELIVERY)
                .optional();
    }

    /** The newest version that is known, whatever became of it. */
    public Optional<Delivery> latest(Addressed addressed) {
        return database.sql(
                        "select * from delivery where report = ? and audience = ? and from_date = ? and to_date = ? and recipient_in_lower_case = lower(?) order by version desc limit 1")
                .params(
                        addressed.report(),
                        addressed.audience(),
                        addressed.from(),
                        addressed.to(),
                        addressed.recipient())
                .query(DELIVERY)
                .optional();
    }

    /** Every mail of an entry, the oldest period first. */
    public List<Delivery> of(String entry) {
        return database.sql("select * from delivery where entry_name = ? order by from_date, delivery_id")
                .param(entry)
                .query(DELIVERY)
                .list();
    }

    /** What is queued and due, in the order in which it was queued. */
    List<Delivery> due() {
        Instant now = clock.instant();
        return inState(DeliveryState.QUEUED).stream()
                .filter(delivery -> delivery.nextAttemptAt() == null
                        || !delivery.nextAttemptAt().isAfter(now))
                .toList();
    }

    private List<Delivery> inState(DeliveryState state) {
        return database.sql("select * from delivery where state = ? order by delivery_id")
                .param(state.words())
                .query(DELIVERY)
                .list();
    }

    /** The very bytes of a mail; nothing when they were erased. */
    Optional<byte[]> mail(long id) {
        return database.sql("select mail from delivery where delivery_id = ? and mail is not null")
                .param(id)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /**
     * Keeps a mail that is to be sent; a version before it that nobody got is not sent any more.
     *
     * @return nothing when the reader has this version already
     */
    Optional<Delivery> queue(QueuedMail mail) {
        LocalDateTime now = utc(clock.instant());
        try {
            database.sql("""
                            insert into delivery (
                                entry_name, report, audience, from_date, to_date, recipient, version, finality, figures_sha256,
                                state, message_id, sender, subject, mail, byte_count, edition, snapshot_id, run_id,
                                attempt_count, queued_at, next_attempt_at, compared_at
                            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
                            """)
                    .params(
                            mail.entry(),
                            mail.addressed().report(),
                            mail.addressed().audience(),
                            mail.addressed().from(),
                            mail.addressed().to(),
                            mail.addressed().recipient(),
                            mail.version(),
                            mail.figures().finality(),
                            mail.figures().sha256(),
                            DeliveryState.QUEUED.words(),
                            mail.messageId(),
                            mail.sender(),
                            mail.mail().subject(),
                            mail.mail().bytes(),
                            mail.mail().bytes().length,
                            mail.figures().edition(),
                            mail.figures().snapshotId(),
                            mail.figures().runId(),
                            now,
                            now,
                            now)
                    .update();
        } catch (DuplicateKeyException already) {
            return Optional.empty();
        }
        database.sql(
                        "update delivery set state = 'failed', answer = ?, next_attempt_at = null where state = 'queued' and version < ? and report = ? and audience = ? and from_date = ? and to_date = ? and recipient_in_lower_case = lower(?)")
                .params(
                        "Version %d took its place before it was sent.".formatted(mail.version()),
                        mail.version(),
                        mail.addressed().report(),
                        mail.addressed().audience(),
                        mail.addressed().from(),
                        mail.addressed().to(),
                        mail.addressed().recipient())
                .update();
        return latest(mail.addressed());
    }

    /** The figures of its period were found to be those it tells. */
    void compared(long id) {
        database.sql("update delivery set compared_at = ? where delivery_id = ?")
                .params(utc(clock.instant()), id)
                .update();
    }

    /** A server is about to be asked. */
    void sending(long id) {
        database.sql(
                        "update delivery set state = 'sending', attempt_count = attempt_count + 1, last_attempt_at = ?, next_attempt_at = null where delivery_id = ?")
                .params(utc(clock.instant()), id)
                .update();
    }

    /** It is to be sent once more, from then on. */
    void again(long id, Instant notBefore, String answer) {
        database.sql("update delivery set state = 'queued', next_attempt_at = ?, answer = ? where delivery_id = ?")
                .params(utc(notBefore), shortened(answer), id)
                .update();
    }

    /** What became of it, if not that it was sent. */
    void settle(long id, DeliveryState state, String answer) {
        database.sql("update delivery set state = ?, answer = ?, next_attempt_at = null where delivery_id = ?")
                .params(state.words(), shortened(answer), id)
                .update();
    }

    /** The server said that it has it. */
    void taken(long id, String answer) {
        database.sql(
                        "update delivery set state = 'sent', answer = ?, next_attempt_at = null, sent_at = ? where delivery_id = ?")
                .params(shortened(answer), utc(clock.instant()), id)
                .update();
    }

    private static String shortened(String answer) {
        return answer.length() <= LONGEST_ANSWER ? answer : answer.substring(0, LONGEST_ANSWER - 1) + "…";
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /**
     * Forgets the bytes of mails that were written before a time and are not to be sent any more.
     *
     * @return how many
     */
    long forgetBytes(Instant before) {
        return database.sql("update delivery set mail = null where " + OLD_MAIL)
                .param(utc(before))
                .update();
    }

    /** How many mails have bytes, were written before a time and are not to be sent any more. */
    long bytesBefore(Instant before) {
        return database.sql("select count(*) from delivery where " + OLD_MAIL)
                .param(utc(before))
                .query(Long.class)
                .single();
    }

    /** Forgets mails of periods that ended before a day, which were written before a time. */
    long forget(LocalDate periodsBefore, Instant before) {
        return database.sql("delete from delivery where " + OLD_PERIOD)
                .params(periodsBefore, utc(before))
                .update();
    }

    /** How many mails of periods that ended before a day were written before a time. */
    long before(LocalDate periodsBefore, Instant before) {
        return database.sql("select count(*) from delivery where " + OLD_PERIOD)
                .params(periodsBefore, utc(before))
                .query(Long.class)
                .single();
    }

    /** Puts other texts in the place of what names a person; where the mail itself does, it is forgotten. */
    void erase(Delivery delivery, UnaryOperator<String> kept, Content content) {
        Addressed addressed = delivery.addressed();
        database.sql("""
                        update delivery
                        set entry_name = ?, audience = ?, recipient = ?, message_id = ?, sender = ?, subject = ?, edition = ?, answer = ?
                        where delivery_id = ?
                        """)
                .params(
                        kept.apply(delivery.entry()),
                        kept.apply(addressed.audience()),
                        kept.apply(addressed.recipient()),
                        kept.apply(delivery.messageId()),
                        kept.apply(delivery.sender()),
                        kept.apply(delivery.subject()),
                        kept.apply(delivery.edition()),
                        kept.apply(delivery.answer() == null ? "" : delivery.answer()),
                        delivery.id())
                .update();
        if (content == Content.NAMES_SOMEBODY) {
            database.sql("update delivery set mail = null, byte_count = 0 where delivery_id = ?")
                    .param(delivery.id())
                    .update();
            if (delivery.state() == DeliveryState.QUEUED) {
                settle(delivery.id(), DeliveryState.FAILED, "Somebody it named was erased before it was sent.");
            }
        }
    }

    /** Whether a mail itself names somebody who is erased. */
    enum Content {
        NAMES_SOMEBODY,
        NAMES_NOBODY
    }

    /** Writes the file anew, without what was in it. */
    void compact() {
        database.sql("shutdown compact").update();
    }

    @Override
    public void close() {
        try {
            connection.destroy();
        } finally {
            lock.close();
        }
    }
}
