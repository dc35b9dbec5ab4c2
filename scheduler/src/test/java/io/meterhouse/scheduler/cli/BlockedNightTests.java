package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A night whose figures do not hold reaches no reader. */
class BlockedNightTests extends AtATerminal {

    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void prepare() {
        smtp.start();
        environment.put("METERHOUSE_LITELLM_FIRSTDAY", "2026-11-17");
        environment.put("SPRING_MAIL_HOST", "127.0.0.1");
        environment.put("SPRING_MAIL_PORT", String.valueOf(smtp.getSmtp().getPort()));
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void aNightThatACheckBlocksRendersAndMailsNothing() throws Exception {
        try (StandInGateway gateway = gateway(Faults.none())) {
            assertThat(night().exitCode()).isZero();
            assertThat(smtp.getReceivedMessages()).hasSize(1);

            doubleARow();
            clock = Clock.offset(clock, Duration.ofDays(1));
            Spoken blocked = night();

            assertThat(blocked.exitCode()).as(blocked.remarks()).isEqualTo(4);
            assertThat(blocked.remarks()).contains("BLOCKS");
            assertThat(smtp.getReceivedMessages()).hasSize(1);
            assertThat(installation.resolve("data/reports/finance/2026-11-01_2026-11-22"))
                    .doesNotExist();
        }
    }

    private Spoken night() throws Exception {
        String entry = "--meterhouse.delivery.mails.daily.";
        return run(
                "nightly",
                "--spring.mail.properties.mail.from=reports@example.org",
                entry + "report=finance",
                entry + "period=yesterday",
                entry + "formats=csv",
                entry + "when=immediate",
                entry + "recipients=ann@example.org");
    }

    /** Of a day that is final, which no night loads again. */
    private void doubleARow() {
        WarehouseHome home = new WarehouseHome(installation.resolve("data"));
        try (Lease lease = new Warehouse(home, WarehouseProperties.defaults(), clock).lease("test")) {
            lease.writer()
                    .query(
                            "insert into star.fact_usage_daily from star.fact_usage_daily where usage_date = '2026-11-17' limit 1 returning 1 as one",
                            row -> row.count("one"));
        }
    }
}
