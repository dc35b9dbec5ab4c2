package io.meterhouse.scheduler.settings;

import io.meterhouse.jobs.dailyusage.NightlyProperties;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Every setting, validated.
 *
 * @param home the folder that holds everything Meterhouse keeps
 * @param litellm how the LiteLLM proxy is reached
 * @param warehouse limits of the database engine
 * @param published who may read the snapshot, and what it shows of persons
 * @param privacy what pseudonyms are made with
 * @param nightly limits of a night
 */
public record Settings(
        WarehouseHome home,
        LiteLlmProperties litellm,
        WarehouseProperties warehouse,
        PublishedProperties published,
        PrivacyProperties privacy,
        NightlyProperties nightly) {

    private static final String PREFIX = "meterhouse.";
    private static final Map<String, Class<?>> RECORDS = Map.of(
            "meterhouse.litellm", LiteLlmProperties.class,
            "meterhouse.warehouse", WarehouseProperties.class,
            "meterhouse.published", PublishedProperties.class,
            "meterhouse.privacy", PrivacyProperties.class,
            "meterhouse.nightly", NightlyProperties.class);
    /** Read by the launcher before there is a program. */
    private static final List<String> OF_THE_LAUNCHER =
            List.of("meterhouse.installation", "meterhouse.build", "meterhouse.java", "meterhouse.java.opts");

    /**
     * Reads the settings: what is given on the command line wins over the environment, and that over {@code config/}.
     *
     * @param installation folder that holds {@code config/}, and from which a relative home is resolved
     * @param given settings given on the command line, by their full names
     * @param environment environment variables
     * @throws SettingsException naming every problem at once
     */
    public static Settings read(Path installation, Map<String, String> given, Map<String, String> environment) {
        Path config = installation.resolve("config");
        if (!Files.isReadable(config.resolve("application.yaml"))) {
            throw new SettingsException(List.of(
                    "There is no readable %s. Restore the config folder from the distribution, or start meterhouse from its own folder."
                            .formatted(config.resolve("application.yaml"))));
        }
        StandardEnvironment all = environment(config, given, environment);
        List<String> problems = new ArrayList<>(unknown(all));
        Binder binder = new Binder(ConfigurationPropertySources.get(all));
        LiteLlmProperties litellm = bind(
                binder, "meterhouse.litellm", LiteLlmProperties.class, LiteLlmProperties.notConfigured(), problems);
        WarehouseProperties warehouse = bind(
                binder, "meterhouse.warehouse", WarehouseProperties.class, WarehouseProperties.defaults(), problems);
        PublishedProperties published = bind(
                binder, "meterhouse.published", PublishedProperties.class, PublishedProperties.defaults(), problems);
        PrivacyProperties privacy =
                bind(binder, "meterhouse.privacy", PrivacyProperties.class, PrivacyProperties.defaults(), problems);
        problems.addAll(litellm.problems());
        problems.addAll(warehouse.problems());
        problems.addAll(published.problems());
        problems.addAll(privacy.problems());
        NightlyProperties nightly =
                bind(binder, "meterhouse.nightly", NightlyProperties.class, NightlyProperties.defaults(), problems);
        problems.addAll(nightly.problems());
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        Path home = installation.resolve(all.getProperty("meterhouse.home", "data"));
        return new Settings(new WarehouseHome(home), litellm, warehouse, published, privacy, nightly);
    }

    /** The same settings in another home, reading another LiteLLM. */
    public Settings with(WarehouseHome otherHome, LiteLlmProperties otherLiteLlm) {
        return new Settings(otherHome, otherLiteLlm, warehouse, published, privacy, nightly);
    }

    private static StandardEnvironment environment(
            Path config, Map<String, String> given, Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new LinkedHashMap<>(variables)));
        sources.addFirst(new MapPropertySource("commandLineArgs", new LinkedHashMap<>(given)));
        MapPropertySource location =
                new MapPropertySource("location", Map.of("spring.config.location", "file:" + config + "/"));
        sources.addFirst(location);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException unreadable) {
            throw new SettingsException(
                    List.of("The settings in %s cannot be read: %s".formatted(config, rootMessage(unreadable))));
        }
        sources.remove(location.getName());
        return environment;
    }

    private static <T> T bind(Binder binder, String prefix, Class<T> type, T otherwise, List<String> problems) {
        try {
            return binder.bindOrCreate(prefix, type);
        } catch (BindException wrong) {
            problems.add("%s cannot be '%s': %s"
                    .formatted(
                            wrong.getName(),
                            wrong.getProperty() == null
                                    ? ""
                                    : wrong.getProperty().getValue(),
                            rootMessage(wrong)));
            return otherwise;
        }
    }

    private static List<String> unknown(StandardEnvironment environment) {
        Set<String> known = new LinkedHashSet<>(List.of(canonical("meterhouse.home")));
        OF_THE_LAUNCHER.forEach(name -> known.add(canonical(name)));
        RECORDS.forEach((prefix, type) -> {
            for (RecordComponent component : type.getRecordComponents()) {
                known.add(canonical(prefix + component.getName()));
            }
        });
        String headers = canonical("meterhouse.litellm.headers");
        List<String> problems = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String canonical = canonical(name);
                    if (canonical.startsWith(canonical(PREFIX))
                            && !known.contains(canonical)
                            && !canonical.startsWith(headers)) {
                        problems.add("There is no setting %s. docs/settings.md lists those there are.".formatted(name));
                    }
                }
            }
        }
        return problems;
    }

    /** One form for {@code meterhouse.litellm.base-url}, {@code METERHOUSE_LITELLM_BASEURL} and the record's component. */
    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
