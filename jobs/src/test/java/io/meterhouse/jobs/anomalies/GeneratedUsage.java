package io.meterhouse.jobs.anomalies;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Usage of a gateway as it may run: sixty people in eight teams, who are away now and then, and six services that are not; six models of
 * three providers; weekends, growth and noise of different sizes. The same seed gives the same days.
 */
final class GeneratedUsage {

    static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    static final int DAYS = 268;

    private static final int PEOPLE = 60;
    private static final int SERVICES = 6;
    private static final String[] MODELS = {"gpt", "gpt-mini", "sonnet", "haiku", "llama", "embed"};
    private static final String[] PROVIDERS = {"openai", "openai", "anthropic", "anthropic", "self", "openai"};
    private static final double[] USD_PER_MILLION = {12, 1, 9, 2, 0.5, 0.1};

    /** A figure of a day. */
    record Day(LocalDate date, int member, int model, double usd, long tokens) {}

    final List<Day> days = new ArrayList<>();

    private final Random random;

    GeneratedUsage(long seed) {
        random = new Random(seed);
        double[] common = new double[DAYS];
        for (int day = 0; day < DAYS; day++) {
            common[day] = noise(0.08);
        }
        for (int member = 0; member < PEOPLE + SERVICES; member++) {
            write(member, common);
        }
    }

    static String name(int member) {
        return isService(member) ? "service-" + (member - PEOPLE) : "person-" + member;
    }

    static String team(int member) {
        return "team-" + (isService(member) ? member - PEOPLE : member) % 8;
    }

    static boolean isService(int member) {
        return member >= PEOPLE;
    }

    static int members() {
        return PEOPLE + SERVICES;
    }

    static String model(int model) {
        return MODELS[model];
    }

    static String provider(int model) {
        return PROVIDERS[model];
    }

    static int models() {
        return MODELS.length;
    }

    /** Workdays of a person; a service works every day. */
    private void write(int member, double[] common) {
        boolean isService = isService(member);
        double level = isService ? 60 * noise(0.5) : 12 * noise(0.9);
        double weekend = isService ? 0.5 + random.nextDouble() / 2 : random.nextInt(4) == 0 ? 0.3 : 0;
        double growth = 0.06 * random.nextDouble();
        double scatter = isService ? 0.12 : 0.3 + 0.3 * random.nextDouble();
        double seldom = !isService && random.nextInt(6) == 0 ? 0.3 : 1;
        int favourite = random.nextInt(MODELS.length);
        int second = random.nextInt(MODELS.length);
        int away = 0;
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = FIRST.plusDays(day);
            if (!isService && away == 0 && random.nextInt(60) == 0) {
                away = 1 + random.nextInt(14);
            }
            double usd = level
                    * (date.getDayOfWeek().getValue() < 6 ? 1 : weekend)
                    * Math.pow(1 + growth, day / 30.0)
                    * common[day]
                    * noise(scatter);
            boolean isUsed = away == 0 && random.nextDouble() < seldom;
            away = Math.max(0, away - 1);
            if (isUsed && usd > 0) {
                double part = 0.6 + 0.3 * random.nextDouble();
                add(date, member, favourite, usd * part);
                if (second != favourite) {
                    add(date, member, second, usd * (1 - part));
                }
            }
        }
    }

    /** Usage at the price of the model. */
    void add(LocalDate date, int member, int model, double usd) {
        days.add(new Day(date, member, model, usd, Math.max(1, Math.round(usd / USD_PER_MILLION[model] * 1e6))));
    }

    /** Around 1, of this standard deviation in its logarithm. */
    private double noise(double deviation) {
        return Math.exp(deviation * random.nextGaussian());
    }

    /** All of it in a warehouse, with keys that are their owners' and keys of services. */
    Warehouse load(Path folder) {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        Map<String, Integer> known = new HashMap<>();
        warehouse.fill(rows -> {
            rows.days(FIRST.toString(), FIRST.plusDays(DAYS - 1L).toString(), "loaded", true);
            for (Day day : days) {
                if (known.putIfAbsent(day.member() + "/" + day.model(), 1) == null) {
                    rows.usage(
                            day.date().toString(),
                            name(day.member()),
                            team(day.member()),
                            modelName(day),
                            provider(day.model() % MODELS.length),
                            1,
                            "0.000001");
                }
            }
            rows.altered(
                    "update star.dim_api_key set key_kind = 'service_account' where api_key_hash like 'hash-service%'");
        });
        Warehouse opened = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = opened.lease("test")) {
            lease.writer().stage("generated", rows());
            lease.writer().query("""
                    insert into star.fact_usage_daily
                    select 'gateway', usage_date::date, user_key, api_key_key, team_key, model_key, provider_key, requests, requests, 0,
                        tokens, 0, tokens, 0, 0, usd, null, null, null, 0
                    from generated
                    join star.dim_user on user_id = member
                    join star.dim_api_key on api_key_hash = 'hash-' || member
                    join star.dim_team on dim_team.team_id = team
                    join star.dim_model on model_name = model
                    join star.dim_provider on provider_id = provider
                    returning 1 as n
                    """, row -> row.count("n"));
        }
        return opened;
    }

    private static String modelName(Day day) {
        return day.model() < MODELS.length ? MODELS[day.model()] : "new-" + MODELS[day.model() % MODELS.length];
    }

    private RowSource rows() {
        List<Column> columns = List.of(
                Column.text("usage_date"),
                Column.text("member"),
                Column.text("team"),
                Column.text("model"),
                Column.text("provider"),
                Column.count("requests"),
                Column.count("tokens"),
                Column.money("usd"));
        return RowSource.of(columns, days.iterator(), (day, row) -> {
            row.text(0, day.date().toString());
            row.text(1, name(day.member()));
            row.text(2, team(day.member()));
            row.text(3, modelName(day));
            row.text(4, provider(day.model() % MODELS.length));
            row.number(5, 1 + day.tokens() / 20_000);
            row.number(6, day.tokens());
            row.money(7, BigDecimal.valueOf(day.usd()).setScale(9, RoundingMode.HALF_UP));
        });
    }
}
