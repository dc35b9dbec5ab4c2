package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.auditlogs.AuditLogSource;
import io.meterhouse.jobs.directorysources.Directories;
import io.meterhouse.jobs.files.FoundFiles;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.litellm.LiteLlmException;
import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.litellm.LiteLlmVersion;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.jobs.usagefeed.UsageFeed;
import io.meterhouse.reports.delivery.MailNotSentException;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.ShellCommand;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything Meterhouse needs, a line each, and names the next command. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look at everything Meterhouse needs and say what to do.")
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--mail-to",
            paramLabel = "ADDRESS",
            description = "Send one mail there that says it is a test, and show what the server answers.")
    private @Nullable String mailTo;

    private boolean isWrong;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        ok("settings", "read from " + surroundings.installation().resolve("config"));
        ok("java", Runtime.version().toString());
        fonts();
        home(settings);
        litellm(settings);
        directories(Sources.directories(settings, surroundings));
        Warehouse warehouse = surroundings.warehouse(settings);
        accessLogs(Sources.accessLogs(settings, surroundings, warehouse));
        auditLog(
                Sources.auditLogs(settings, surroundings, warehouse),
                "set METERHOUSE_AUDITLOGS_JDBCURL and METERHOUSE_AUDITLOGS_SHAPE");
        auditLog(
                Sources.litellmAudit(settings, surroundings, warehouse),
                "set METERHOUSE_AUDITLOGS_LITELLM to on, and use a key of a proxy_admin");
        usageFeed(Sources.usageFeed(settings, surroundings));
        boolean isReadable = snapshot(warehouse);
        operators(settings);
        delivery(settings);
        if (mailTo != null) {
            mail(settings, mailTo);
        }
        surroundings.console().answer("");
        boolean hasSource = Sources.bringUsage(Sources.of(settings, surroundings, warehouse));
        surroundings.console().answer("Next: " + next(isReadable, hasSource));
        return (isWrong ? ExitCode.WRONG_USAGE : ExitCode.DONE).number;
    }

    private String next(boolean isReadable, boolean hasSource) {
        if (isWrong) {
            return ShellCommand.of("doctor") + ", once that is put right";
        }
        if (isReadable) {
            return ShellCommand.of("status");
        }
        return ShellCommand.of(hasSource ? "nightly" : "demo");
    }

    private void fonts() {
        try {
            new Font(Font.DIALOG, Font.PLAIN, 10)
                    .getStringBounds("Meterhouse", new FontRenderContext(null, true, true));
            ok("fonts", "PDF reports can be rendered");
        } catch (Error | RuntimeException missingLibrary) {
            wrong(
                    "fonts",
                    "PDF reports cannot be rendered (%s). Install libfontconfig1, libfreetype6 and one font such as fonts-dejavu-core."
                            .formatted(missingLibrary.getMessage()));
        }
    }

    /** Looks only: a home that does not exist yet is made by the first run, not by whoever asks. */
    private void home(Settings settings) {
        Path root = settings.home().root();
        Path existing = nearestExisting(root);
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            wrong(
                    "home",
                    "%s cannot be written: %s is not a folder this user may write. Set meterhouse.home (or METERHOUSE_HOME) to one."
                            .formatted(root, existing));
            return;
        }
        try {
            surroundings.warehouse(settings).requireFreeSpace();
            ok(
                    "home",
                    "%s, %d GB free%s"
                            .formatted(
                                    root,
                                    Files.getFileStore(existing).getUsableSpace() / 1_000_000_000,
                                    existing.equals(root) ? "" : "; the first run makes it"));
        } catch (WarehouseException tooFull) {
            wrong("home", String.valueOf(tooFull.getMessage()));
        } catch (IOException unknown) {
            wrong("home", "The free space of %s cannot be read: %s".formatted(existing, unknown.getMessage()));
        }
    }

    private static Path nearestExisting(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private void litellm(Settings settings) {
        if (!settings.litellm().isConfigured()) {
            notConfigured("litellm", "set METERHOUSE_LITELLM_BASEURL and METERHOUSE_LITELLM_APIKEY");
            return;
        }
        try {
            LiteLlmSource source = new LiteLlmSource(
                    settings.litellm(), new Landing(settings.home().landing(), surroundings.clock()));
            String version = source.preflight().litellmVersion();
            ok(
                    "litellm",
                    "%s, version %s, the key sees everybody's usage"
                            .formatted(source.baseUrl(), version == null ? "unknown" : version));
            Optional<String> warning = version == null ? Optional.empty() : LiteLlmVersion.warning(version);
            warning.ifPresent(known -> line("warning", "litellm", known));
        } catch (LiteLlmException notReady) {
            wrong("litellm", String.valueOf(notReady.getMessage()));
        }
    }

    /** One that cannot be had costs a run nothing but what it would have said. */
    private void directories(Directories directories) {
        if (!directories.isConfigured()) {
            notConfigured(
                    directories.name(),
                    "set METERHOUSE_DIRECTORY_CSV, or what docs/settings.md names for LiteMaaS or Keycloak");
            return;
        }
        directories.look().forEach(look -> {
            if (look.problem().isEmpty()) {
                ok(directories.name(), "%s can be read from %s".formatted(look.source(), look.place()));
            } else {
                wrong(directories.name(), String.join(" ", look.problem()));
            }
        });
    }

    private void accessLogs(AccessLogs logs) {
        if (!logs.isConfigured()) {
            notConfigured(logs.name(), "set METERHOUSE_ACCESSLOGS_FILES");
            return;
        }
        try {
            FoundFiles files = logs.files();
            Optional<Path> unreadable = files.paths().stream()
                    .filter(file -> !Files.isReadable(file))
                    .findFirst();
            if (files.paths().isEmpty()) {
                wrong(logs.name(), "No file matches %s. Correct meterhouse.access-logs.files.".formatted(logs.place()));
            } else if (unreadable.isPresent()) {
                wrong(logs.name(), "%s may not be read by this user.".formatted(unreadable.get()));
            } else {
                ok(logs.name(), files.told(logs.place()));
            }
        } catch (UncheckedIOException cannotList) {
            wrong(
                    logs.name(),
                    "The folders of %s cannot be listed: %s".formatted(logs.place(), cannotList.getMessage()));
        }
    }

    private void auditLog(AuditLogSource audit, String howToConfigure) {
        if (!audit.isConfigured()) {
            notConfigured(audit.name(), howToConfigure);
            return;
        }
        AuditLogSource.Look look = audit.look();
        switch (look.state()) {
            case READABLE -> ok(audit.name(), "%s can be read".formatted(look.told()));
            case ABSENT -> line("absent", audit.name(), look.told());
            case UNUSABLE -> wrong(audit.name(), look.told());
        }
    }

    private void usageFeed(UsageFeed feed) {
        if (!feed.isConfigured()) {
            notConfigured(feed.name(), "set METERHOUSE_USAGEFEED_FILES, for usage that does not pass LiteLLM");
            return;
        }
        try {
            ok(feed.name(), feed.look());
        } catch (SourceUnusableException notReady) {
            wrong(feed.name(), String.valueOf(notReady.getMessage()));
        }
    }

    private boolean snapshot(Warehouse warehouse) {
        if (!warehouse.isPublished()) {
            notConfigured("snapshot", "nothing is published yet");
            return false;
        }
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            snapshot.query(
                    "select coalesce(max(data_through)::varchar, 'no day yet') as data_through from ops.snapshot",
                    row -> {
                        ok(
                                "snapshot",
                                "%s, data through %s"
                                        .formatted(warehouse.home().publishedFile(), row.text("data_through")));
                        return row;
                    });
            return true;
        } catch (WarehouseException unreadable) {
            wrong("snapshot", String.valueOf(unreadable.getMessage()));
            return false;
        }
    }

    /** Says that they would be told, and nothing that opens a door. */
    private void operators(Settings settings) {
        List<String> told = settings.operators().told(settings.mail());
        if (told.isEmpty()) {
            notConfigured(
                    "operators",
                    "set METERHOUSE_OPERATORS_MAIL and SPRING_MAIL_HOST, or METERHOUSE_OPERATORS_WEBHOOKURL, to hear of scheduled commands that fail");
        } else {
            ok("operators", String.join("; ", told));
        }
    }

    /** What is mailed to whom, and entries that cannot be worked with. */
    private void delivery(Settings settings) {
        List<String> problems = new ArrayList<>();
        List<PlannedMail> mails = PlannedMail.of(settings, problems);
        problems.forEach(problem -> wrong("delivery", problem));
        if (!mails.isEmpty()) {
            ok(
                    "delivery",
                    "%s %s"
                            .formatted(
                                    mails.stream()
                                            .map(mail -> "%s: %s of %s to %s"
                                                    .formatted(
                                                            mail.entry(),
                                                            mail.report(),
                                                            mail.period().words(),
                                                            Quantity.of(
                                                                    mail.recipients()
                                                                            .size(),
                                                                    "reader")))
                                            .collect(Collectors.joining("; ", "", ";")),
                                    settings.mail().server() == null
                                            ? "no mail server, so mails go into files"
                                            : "by " + settings.mail().server()));
        } else if (problems.isEmpty()) {
            notConfigured("delivery", "no report is mailed; config/delivery.yaml says how to name one");
        }
    }

    private void mail(Settings settings, String address) {
        try {
            ok("mail", new TestMail(settings, surroundings.clock()).send(address));
        } catch (MailNotSentException notSent) {
            wrong("mail", String.valueOf(notSent.getMessage()));
        }
    }

    private void ok(String what, String detail) {
        line("ok", what, detail);
    }

    private void notConfigured(String what, String detail) {
        line("not configured", what, detail);
    }

    private void wrong(String what, String detail) {
        isWrong = true;
        line("WRONG", what, detail);
    }

    private void line(String state, String what, String detail) {
        surroundings.console().answer("%-15s %-13s %s".formatted(state, what, detail));
    }
}
