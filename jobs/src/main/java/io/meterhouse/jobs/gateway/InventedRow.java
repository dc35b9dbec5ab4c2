package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes table rows whose tokens, times and spend agree with each other, for one user and key on one day. */
record InventedRow(
        SplittableRandom random, LocalDate day, @Nullable String userId, String apiKey) {

    /** Draws the same numbers for the same seed, day and subject, whatever was drawn before. */
    static SplittableRandom random(long seed, LocalDate day, long subject) {
        return new SplittableRandom((seed * 1_000_003 + day.toEpochDay()) * 1_000_003 + subject);
    }

    UsageRow served(ModelOffer offer, String provider, long requests) {
        long failed = requests > 40 ? random.nextLong(1 + requests / 50) : 0;
        long successful = requests - failed;
        long prompt;
        long completion = 0;
        long cacheRead = 0;
        long cacheCreation = 0;
        if (offer.embeds()) {
            prompt = successful * (500 + random.nextInt(900));
        } else {
            prompt = successful * (1200 + random.nextInt(1600));
            completion = successful * (180 + random.nextInt(420));
            if (offer.cacheReadPrice() > 0) {
                cacheRead = (long) (prompt * 0.45 * random.nextDouble());
            }
            if (offer.cacheCreationPrice() > 0) {
                cacheCreation = (long) (prompt * 0.08 * random.nextDouble());
            }
        }
        double spend = (prompt - cacheRead - cacheCreation) * offer.promptPrice()
                + cacheRead * offer.cacheReadPrice()
                + cacheCreation * offer.cacheCreationPrice()
                + completion * offer.completionPrice();
        long millis = successful * (offer.embeds() ? 250 + random.nextInt(200) : 4_000 + random.nextInt(9_000));
        return row(
                offer.model(),
                offer.group(),
                provider,
                "",
                offer.endpoint(),
                new long[] {prompt, completion, cacheRead, cacheCreation},
                cacheRead * (offer.promptPrice() - offer.cacheReadPrice()),
                spend,
                successful,
                failed,
                millis);
    }

    /** Requests that failed before a deployment was chosen: under the name the client asked for, with no provider. */
    UsageRow failed(@Nullable String askedFor, @Nullable String provider, long requests) {
        return row(askedFor, "", provider, "", "/chat/completions", new long[4], 0, 0, 0, requests, 0);
    }

    UsageRow tool(String server, String tool, double pricePerCall, long calls) {
        return row(
                "MCP: " + tool,
                "",
                "",
                server + "-" + tool,
                "",
                new long[4],
                0,
                calls * pricePerCall,
                calls,
                0,
                calls * 420);
    }

    /** The gateway's own question to a model whether it is there; it belongs to no endpoint. */
    UsageRow healthCheck(ModelOffer offer, long requests) {
        return row(
                offer.model(),
                offer.group(),
                offer.provider(),
                "",
                "",
                new long[] {requests * 10, requests, 0, 0},
                0,
                requests * (10 * offer.promptPrice() + offer.completionPrice()),
                requests,
                0,
                requests * 600);
    }

    private UsageRow row(
            @Nullable String model,
            @Nullable String group,
            @Nullable String provider,
            String tool,
            String endpoint,
            long[] tokens,
            double cachingSavings,
            double spend,
            long successful,
            long failed,
            long millis) {
        return new UsageRow(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                userId,
                day,
                apiKey,
                model,
                group,
                provider,
                tool,
                endpoint,
                tokens[0],
                tokens[1],
                tokens[2],
                tokens[3],
                0,
                0,
                cachingSavings,
                0,
                0,
                spend,
                successful + failed,
                successful,
                failed,
                millis,
                successful);
    }
}
