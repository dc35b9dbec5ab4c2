package io.meterhouse.jobs.infrastructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of infrastructure, and how its cost is shared.
 *
 * @param folder folder of {@code infra_cost.csv}, {@code infra_utilisation.csv} and {@code storage.csv}
 * @param sharing by what members bear the cost of infrastructure
 * @param meteredService service whose cost is what LiteLLM meters, as {@code service_routes.csv} names it
 */
@ConfigurationProperties("meterhouse.infrastructure")
public record InfrastructureProperties(
        @DefaultValue("config") String folder,
        @DefaultValue("equal") Sharing sharing,
        @DefaultValue("llm") String meteredService) {

    /** By what members bear the cost of infrastructure that they use together. */
    public enum Sharing {
        /** Each the same. */
        EQUAL,
        /** By what else each costs. */
        SPEND,
        /** By the calls of each. */
        CALLS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every setting as shipped. */
    public static InfrastructureProperties defaults() {
        return new Binder().bindOrCreate("meterhouse.infrastructure", InfrastructureProperties.class);
    }

    /** The same with another folder. */
    public InfrastructureProperties in(String otherFolder) {
        return new InfrastructureProperties(otherFolder, sharing, meteredService);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (folder.isBlank()) {
            problems.add(
                    "meterhouse.infrastructure.folder is empty; write the folder of infra_cost.csv, such as config.");
        }
        if (meteredService.isBlank()) {
            problems.add(
                    "meterhouse.infrastructure.metered-service is empty; write the service that LiteLLM serves, as config/service_routes.csv names it, such as llm.");
        }
        return problems;
    }
}
