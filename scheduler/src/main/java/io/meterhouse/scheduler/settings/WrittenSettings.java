package io.meterhouse.scheduler.settings;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What was written on the command line, in the environment and in {@code config/}, section by section. */
final class WrittenSettings {

    /** Names that begin otherwise may be another program's. */
    private static final List<String> PREFIXES = List.of("meterhouse.", "spring.mail.");

    /** Read by the launcher before there is a program. */
    private static final List<String> OF_THE_LAUNCHER =
            List.of("meterhouse.installation", "meterhouse.build", "meterhouse.java", "meterhouse.java.opts");

    private final StandardEnvironment environment;
    private final Binder binder;
    private final List<String> unreadable = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> withEntries = new LinkedHashSet<>();

    private WrittenSettings(StandardEnvironment environment) {
        this.environment = environment;
        this.binder = new Binder(ConfigurationPropertySources.get(environment));
        OF_THE_LAUNCHER.forEach(name -> known.add(canonical(name)));
    }

    /**
     * Reads what is written; the command line wins over the environment, and that over the folder.
     *
     * @throws SettingsException when the folder cannot be read
     */
    static WrittenSettings read(Path config, Map<String, String> given, Map<String, String> variables) {
        if (!Files.isReadable(config.resolve("application.yaml"))) {
            throw new SettingsException(List.of(
                    "There is no readable %s. Restore the config folder from the distribution, or start meterhouse from its own folder."
                            .formatted(config.resolve("application.yaml"))));
        }
        return new WrittenSettings(environment(config, given, variables));
    }

    /** A setting that belongs to no section. */
    String value(String name, String otherwise) {
        known.add(canonical(name));
        return environment.getProperty(name, otherwise);
    }

    /** A section; values that cannot be read have their defaults, and are problems. */
    <T extends Record> T section(String prefix, Class<T> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = canonical(prefix + component.getName());
            known.add(name);
            if (Map.class.isAssignableFrom(component.getType())
                    || Collection.class.isAssignableFrom(component.getType())) {
                withEntries.add(name);
            }
        }
        return binder.bindOrCreate(prefix, Bindable.of(type), new UnreadableValues(unreadable));
    }

    /** What is written and means nothing, or cannot be read; asked once every section is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (isUnknown(canonical(name))) {
                        problems.add("There is no setting %s. docs/settings.md lists those there are.".formatted(name));
                    }
                }
            }
        }
        problems.addAll(unreadable);
        return problems;
    }

    private boolean isUnknown(String canonical) {
        return PREFIXES.stream().anyMatch(prefix -> canonical.startsWith(canonical(prefix)))
                && !known.contains(canonical)
                && withEntries.stream().noneMatch(canonical::startsWith);
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
                    "The settings in %s cannot be read: %s".formatted(config, rootMessage(unreadable)), unreadable);
        }
        sources.remove(location.getName());
        return environment;
    }

    /** Notes each value that cannot be read and goes on with the default, so that one does not hide the next. */
    private record UnreadableValues(List<String> problems) implements BindHandler {

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception failure)
                throws Exception {
            ConfigurationProperty property = context.getConfigurationProperty();
            if (property == null) {
                throw failure;
            }
            problems.add("%s cannot be '%s': %s".formatted(name, property.getValue(), rootMessage(failure)));
            return null;
        }
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
