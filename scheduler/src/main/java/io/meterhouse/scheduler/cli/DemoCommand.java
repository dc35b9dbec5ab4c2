package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.auditlogs.AuditLogProperties;
import io.meterhouse.jobs.directorysources.DirectoryProperties;
import io.meterhouse.jobs.gateway.DemoAccessLog;
import io.meterhouse.jobs.gateway.DemoAuditLog;
import io.meterhouse.jobs.gateway.DemoBooks;
import io.meterhouse.jobs.gateway.DemoFeed;
import io.meterhouse.jobs.gateway.DemoInfrastructure;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.outbox.DeliveryProperties;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.jobs.outbox.WrittenMail;
import io.meterhouse.jobs.usagefeed.UsageFeedProperties;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs everything on invented usage, served by a stand-in gateway on the loopback address, its logs and its books, in a home of its
 * own.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run everything on sample usage of 90 days; no network, account or server is needed.")
final class DemoCommand implements Callable<Integer> {

    private static final String EVERYONE = "everyone";
    private static final String MARK = "this-is-a-demo-home";

    private final Surroundings surroundings;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings configured = surroundings.settings();
        WarehouseHome home = new WarehouseHome(configured.home().root().resolve("demo"));
        begin(home);
        LocalDate today = surroundings.today();
        DemoUsage usage = DemoUsage.endingOn(today.minusDays(1));
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(usage, usage.directory()))) {
            LiteLlmProperties source =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), gateway.apiKey());
            Path samples = home.root().resolve("samples");
            AccessLogProperties logs = AccessLogProperties.notConfigured().of(DemoAccessLog.write(usage, samples));
            AuditLogProperties audit = AuditLogProperties.notConfigured()
                    .at("jdbc:sqlite:" + DemoAuditLog.write(usage, samples), "ops-center");
            UsageFeedProperties feed = UsageFeedProperties.notConfigured()
                    .of("notebooks", List.of(DemoFeed.write(usage, samples).toString()));
            InfrastructureProperties infrastructure = configured
                    .infrastructure()
                    .in(DemoInfrastructure.write(usage, samples).toString());
            DemoBooks books = DemoBooks.write(usage, samples);
            DirectoryProperties directory = DirectoryProperties.notConfigured().listing(books.users());
            ExitCode ended = new NightlyCommand(surroundings.with(books.folder()))
                    .run(
                            configured.ofSamples(
                                    home,
                                    source.since(usage.firstDay()),
                                    logs,
                                    audit,
                                    feed,
                                    directory,
                                    infrastructure,
                                    mails()),
                            today);
            if (ended == ExitCode.DONE) {
                tellWhereThingsLie(home, today);
            }
            return ended.number;
        } catch (IOException cannotServe) {
            throw new UncheckedIOException(
                    "The samples cannot be written, or the stand-in gateway cannot listen on the loopback address: %s"
                            .formatted(cannotServe.getMessage()),
                    cannotServe);
        }
    }

    /** Every report in every format, for invented readers, whose mails go into files. */
    private static DeliveryProperties mails() {
        return DeliveryProperties.defaults()
                .mailing(Map.of(
                        "finance-of-the-month",
                        mail("finance", EVERYONE, "finance@example.org", "last-month", "en"),
                        "finance-this-month",
                        mail("finance", EVERYONE, "finance@example.org", "this-month", "en"),
                        "usage-of-the-month",
                        mail("usage", EVERYONE, "platform@example.org", "last-month", "en"),
                        "operations-of-the-week",
                        mail("operations", EVERYONE, "platform@example.org", "last-7-days", "en"),
                        "savings-of-the-month",
                        mail("optimizer", EVERYONE, "finance@example.org", "last-month", "en"),
                        "customer-service-of-the-month",
                        mail("statement", "cost-centre:4300", "customer-service@example.org", "last-month", "de"),
                        "research-of-the-month",
                        mail("statement", "team:research", "research@example.org", "last-month", "en")));
    }

    private static WrittenMail mail(String report, String audience, String recipient, String period, String language) {
        return new WrittenMail(
                report,
                audience,
                List.of(recipient),
                List.of("pdf", "csv", "xlsx", "json"),
                period,
                language,
                null,
                "immediate",
                "always");
    }

    /** Every demo begins anew; only a folder that a demo made is ever emptied. */
    private static void begin(WarehouseHome home) {
        Path mark = home.root().resolve(MARK);
        try {
            if (Files.exists(mark)) {
                try (Stream<Path> old = Files.walk(home.root())) {
                    List<Path> innermostFirst =
                            old.sorted(Comparator.reverseOrder()).toList();
                    for (Path path : innermostFirst) {
                        if (!path.equals(home.root()) && !path.equals(mark)) {
                            Files.delete(path);
                        }
                    }
                }
            } else if (Files.exists(home.root())) {
                throw new UsageException(
                        "%s exists and was not made by a demo. Move it away, or use another home with --meterhouse.home=FOLDER."
                                .formatted(home.root()));
            }
            home.prepare();
            Files.writeString(
                    mark, "Made by the command demo; the next demo empties this folder." + System.lineSeparator());
        } catch (IOException cannotBegin) {
            throw new UncheckedIOException(
                    "Cannot prepare the demo's home %s: %s".formatted(home.root(), cannotBegin.getMessage()),
                    cannotBegin);
        }
    }

    private void tellWhereThingsLie(WarehouseHome home, LocalDate today) {
        Console console = surroundings.console();
        String launcher = ShellCommand.launcher();
        String where = "--meterhouse.home='%s'".formatted(home.root());
        LocalDate firstOfMonth = today.minusDays(1).withDayOfMonth(1);
        console.answer("The demo is ready.");
        console.answer("  Snapshot  " + home.publishedFile());
        console.answer("  Reports   " + home.reports());
        console.answer("  Mails     " + Outbox.folder(home));
        console.answer("");
        console.answer("Try:");
        console.answer(
                "  %s sql \"select cost_centre_name, ledger_account, user_count, spend_usd from marts.usage_by_cost_centre(date '%s', date '%s')\" %s"
                        .formatted(launcher, firstOfMonth, today.minusDays(1), where));
        console.answer(
                "  %s sql \"select scope_kind, scope_id, period_to, budget_usd, spent_share, band, exhausted_on from marts.budget_status\" %s"
                        .formatted(launcher, where));
        console.answer(
                "  %s sql \"select user_name, tier_name, call_share, token_share, band, recommended_tier from marts.quota_by_user where is_over_quota\" %s"
                        .formatted(launcher, where));
    }
}
