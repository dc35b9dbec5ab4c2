package io.meterhouse.docs;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.directorysources.Directories;
import io.meterhouse.jobs.directorysources.DirectoryProperties;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.infrastructure.InfrastructureFeeds;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.plans.PlanBooks;
import io.meterhouse.jobs.prices.PriceBook;
import io.meterhouse.jobs.providers.ProviderBook;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A published warehouse with so little usage that every figure can be worked out in the head. */
final class WarehouseWithUsage {

    private static final LocalDate AUGUST = LocalDate.parse("2026-08-31");
    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-09-02");
    private static final String CREATED = "2026-08-01T00:00:00.000000Z";

    private WarehouseWithUsage() {}

    /** Loaded on the first of October; on the second one request more of the bot was found, which is a restatement. */
    static Warehouse publishedIn(Path home) throws IOException {
        List<UsageRow> rows = new ArrayList<>(List.of(
                row(AUGUST, "ann", "laptop", "gpt-4o", "openai", 10, 0, 1),
                row(FIRST, "ann", "laptop", "gpt-4o", "openai", 20, 0, 4),
                row(SECOND, "ann", "laptop", "gpt-4o", "openai", 10, 0, 2),
                row(SECOND, "bob", "ci", "claude", "anthropic", 5, 1, 1)));
        load(home, rows, "2026-10-01T03:00:00Z");
        rows.add(row(SECOND, "", "bot", "gpt-4o", "openai", 1, 0, 0.5));
        Warehouse warehouse = load(home, rows, "2026-10-02T03:00:00Z");
        readAccessLog(warehouse);
        return warehouse;
    }

    /** All calls that LiteLLM counted as successful but one, some that failed, and one that is none of LiteLLM's. */
    private static void readAccessLog(Warehouse warehouse) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int minute = 0; minute < 20; minute++) {
            lines.add(line("01/Sep/2026:08:%02d:00".formatted(minute), "ann", "/v1/chat/completions", 200, 1 + minute));
        }
        for (int minute = 0; minute < 14; minute++) {
            lines.add(line("02/Sep/2026:09:%02d:00".formatted(minute), "bob", "/v1/chat/completions", 200, 2));
        }
        lines.add(line("02/Sep/2026:09:30:00", "bob", "/v1/chat/completions", 504, 60));
        lines.add(line("02/Sep/2026:09:31:00", "-", "/v1/chat/completions", 401, 0));
        lines.add(line("02/Sep/2026:09:32:00", "-", "/v1/models", 200, 1));
        Path folder = Files.createDirectories(warehouse.home().root().resolve("access-logs"));
        Files.write(folder.resolve("access.log"), lines);
        Clock clock = Clock.fixed(Instant.parse("2026-10-02T03:30:00Z"), ZoneOffset.UTC);
        AccessLogs accessLogs = new AccessLogs(
                new AccessLogProperties(List.of("access.log"), null, Map.of(), BigDecimal.ZERO, 100),
                folder,
                Documents.project().resolve("config"),
                warehouse::pepper,
                () -> ErasedTexts.NONE,
                clock);
        try (Lease lease = warehouse.lease("test")) {
            accessLogs.loadNew(lease.writer(), "R-LOG", Set.of());
            lease.publish("S-LOG", "R-LOG");
        }
    }

    private static String line(String time, String user, String path, int status, int seconds) {
        return "203.0.113.7 - %s [%s +0000] \"POST %s HTTP/1.1\" %d 500 \"-\" \"-\" %d.000"
                .formatted(user, time, path, status, seconds);
    }

    private static Warehouse load(Path home, List<UsageRow> rows, String now) throws IOException {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        Warehouse warehouse = new Warehouse(new WarehouseHome(home), WarehouseProperties.defaults(), clock);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(UsageRows.of(rows), directory()))) {
            LiteLlmProperties source =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), gateway.apiKey());
            DailyUsage usage = new DailyUsage(warehouse.home(), source, clock);
            Path books = books(home);
            Directories directories = new Directories(
                    warehouse.home(),
                    DirectoryProperties.notConfigured().listing(books.resolve("users.csv")),
                    books,
                    Set::of,
                    clock);
            new Runs(
                            warehouse,
                            List.of(
                                    prices(books),
                                    infrastructure(books),
                                    new AttributionBook(books),
                                    new PlanBooks(books),
                                    new ProviderBook(books)),
                            List.of(directories, usage),
                            NightlyProperties.defaults(),
                            clock)
                    .run(
                            RunRequest.of(RunCommand.BACKFILL, AUGUST, SECOND, RunRequest.Selection.ALL)
                                    .with(new Consent(
                                            LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)),
                            RunProgress.UNWATCHED,
                            new StopSignal());
        }
        return warehouse;
    }

    /** A thousand bytes of an answer cost a cent, and a GB that is stored for a month costs a dollar. */
    private static PriceBook prices(Path books) throws IOException {
        Files.writeString(books.resolve("price_book.csv"), """
                model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source
                service:bandwidth,,,,,,,,10737.41824,GB,,,,,contract 4711
                service:storage,,,,,,,,1,GB-month,,,,,
                """);
        return new PriceBook(books);
    }

    /** Thirty dollars a month for all; three GB of a person and thirty of nobody are stored on one day of September. */
    private static InfrastructureFeeds infrastructure(Path books) throws IOException {
        Files.writeString(books.resolve("infra_cost.csv"), """
                period,name,service,amount,currency
                2026-09,gateway-hosts,,30.00,
                """);
        Files.writeString(books.resolve("storage.csv"), """
                day,name,owner,owner_id,bytes
                2026-09-01,notebooks,user,ann@example.com,3221225472
                2026-09-01,postgres,nobody,,32212254720
                """);
        return new InfrastructureFeeds(
                books, books, InfrastructureProperties.defaults().in(""));
    }

    /** Two cost centres share what the first team uses; nobody pays for the other. The first user has outgrown the plan. */
    private static Path books(Path home) throws IOException {
        Path books = Files.createDirectories(home.resolve("config"));
        Files.writeString(books.resolve("cost_centres.csv"), """
                code,name,owner_email,ledger_account,organisation
                4711,Research,,620100,
                4712,Platform,,620200,
                """);
        Files.writeString(books.resolve("attribution.csv"), """
                match,value,cost_centre,project,share_percent,valid_from,valid_to
                team,team-r,4711,,60,,
                team,team-r,4712,,40,,
                """);
        Files.writeString(books.resolve("budgets.csv"), """
                scope,scope_id,period,fiscal_start_month,soft_amount,hard_amount,currency,valid_from,valid_to
                cost_centre,4711,month,,,5.00,USD,,
                total,,quarter,,,20.00,EUR,2026-07-01,
                """);
        Files.writeString(books.resolve("exchange_rates.csv"), """
                month,currency,usd_per_unit,source
                2026-07,EUR,1.1,table of the bank
                2026-08,EUR,1.2,table of the bank
                """);
        Files.writeString(books.resolve("plan_tiers.csv"), """
                tier,monthly_calls,monthly_tokens,monthly_price,currency,order
                small,25,10000,19.00,USD,1
                large,1000,,49.00,USD,2
                """);
        Files.writeString(books.resolve("users.csv"), """
                user_id,email,name,role,team,organisation,tier
                ann,,,,,,small
                bob,,,,,,large
                """);
        return books;
    }

    /** Ninety prompt tokens and ten of completion a request; nine come from the cache where nothing failed. */
    private static UsageRow row(
            LocalDate day,
            String user,
            String key,
            String model,
            String provider,
            long requests,
            long failed,
            double spend) {
        return new UsageRow(
                day + user + key + model,
                user,
                day,
                key,
                model,
                model,
                provider,
                "",
                "/chat/completions",
                90 * requests,
                10 * requests,
                failed > 0 ? 0 : 9 * requests,
                0,
                0,
                0,
                0,
                0,
                0,
                spend,
                requests,
                requests - failed,
                failed,
                1_000 * requests,
                requests);
    }

    private static GatewayDirectory directory() {
        return new GatewayDirectory(
                List.of(user("ann", "Ann"), user("bob", "Bob")),
                List.of(
                        key("laptop", "ann", "team-r", Map.of()),
                        key("ci", "bob", "team-s", Map.of()),
                        key("bot", null, "team-r", Map.of("service_account_id", "bot")),
                        key("spare", "bob", "team-s", Map.of())),
                List.of(),
                List.of(
                        new GatewayDirectory.Team("team-r", "research", List.of("ann"), null, 0, CREATED, CREATED),
                        new GatewayDirectory.Team("team-s", "sales", List.of("bob"), null, 0, CREATED, CREATED)),
                List.of(new GatewayDirectory.Model(
                        "gpt-4o",
                        "gpt-4o",
                        Map.of(
                                "id", "deployment",
                                "input_cost_per_token", 2.5e-6,
                                "output_cost_per_token", 1e-5,
                                "cache_read_input_token_cost", 1.25e-6))));
    }

    private static GatewayDirectory.User user(String id, String name) {
        return new GatewayDirectory.User(
                id, id + "@example.com", name, "internal_user", List.of(), 0, 1, CREATED, CREATED);
    }

    private static GatewayDirectory.Key key(
            String token, @org.jspecify.annotations.Nullable String user, String team, Map<String, String> metadata) {
        return new GatewayDirectory.Key(
                token,
                "sk-..." + token,
                token + "-key",
                user,
                team,
                0,
                null,
                null,
                null,
                List.of(),
                metadata,
                CREATED,
                CREATED,
                null);
    }
}
