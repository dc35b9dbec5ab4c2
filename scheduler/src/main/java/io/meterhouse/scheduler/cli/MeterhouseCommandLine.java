package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.decisions.DecisionRefusedException;
import io.meterhouse.jobs.outbox.OutboxInUseException;
import io.meterhouse.jobs.recovery.NotToBeRestoredException;
import io.meterhouse.scheduler.schedule.ScheduleHeldException;
import io.meterhouse.scheduler.schedule.ScheduleRefusedException;
import io.meterhouse.scheduler.settings.SettingsException;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.ShellCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole: takes settings out of the arguments, runs the command, turns what it threw into a paragraph. */
public final class MeterhouseCommandLine {

    private final PrintStream answers;
    private final PrintStream remarks;
    private final Map<String, String> environment;
    private final Clock clock;

    public MeterhouseCommandLine(
            PrintStream answers, PrintStream remarks, Map<String, String> environment, Clock clock) {
        this.answers = answers;
        this.remarks = remarks;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (String argument : arguments) {
            if (isSetting(argument)) {
                int equals = argument.indexOf('=');
                given.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else {
                rest.add(argument);
            }
        }
        Console console = new Console(answers, remarks, Boolean.getBoolean("meterhouse.terminal"));
        given.keySet().stream()
                .filter(SecretSetting::isNamed)
                .map(name -> new SecretSetting(name).warning())
                .forEach(console::remark);
        Surroundings surroundings =
                Surroundings.of(console, installation(), given, environment, clock, TypedCommand.of(arguments));
        Meterhouse meterhouse = new Meterhouse();
        try {
            return commandLine(meterhouse, surroundings).execute(rest.toArray(String[]::new));
        } catch (Error beyondCommands) {
            return explained(beyondCommands, meterhouse);
        }
    }

    /** Settings stand on the command line like options of every command. */
    static boolean isSetting(String argument) {
        return (argument.startsWith("--meterhouse.") || argument.startsWith("--spring.mail."))
                && argument.contains("=");
    }

    private CommandLine commandLine(Meterhouse meterhouse, Surroundings surroundings) {
        CommandLine line = new CommandLine(meterhouse)
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new NightlyCommand(surroundings))
                .addSubcommand(new BackfillCommand(surroundings))
                .addSubcommand(new RefreshTodayCommand(surroundings))
                .addSubcommand(new RebuildCommand(surroundings))
                .addSubcommand(new RepriceCommand(surroundings))
                .addSubcommand(new CloseCommand(surroundings))
                .addSubcommand(new RetentionCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(new ExportUserCommand(surroundings))
                .addSubcommand(new EraseUserCommand(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new DeliveriesCommand(surroundings))
                .addSubcommand(new FindingsCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new SqlCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new ScheduleCommand(
                        surroundings, new CommandsByTheClock(() -> commandLine(new Meterhouse(), surroundings))))
                .addSubcommand(new WarmUpCommand(surroundings));
        line.setOut(new PrintWriter(answers, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(remarks, true, StandardCharsets.UTF_8));
        WrittenDates.teach(line);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setCommandName(ShellCommand.launcher());
        line.setExecutionExceptionHandler((failure, command, parsed) -> explained(failure, meterhouse));
        line.setParameterExceptionHandler((wrong, parsed) -> {
            remarks.println("Error: " + wrong.getMessage());
            remarks.println("Try '%s --help'."
                    .formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
            return ExitCode.WRONG_USAGE.number;
        });
        return line;
    }

    private int explained(Throwable failure, Meterhouse meterhouse) {
        remarks.println("Error: " + paragraph(failure));
        if (meterhouse.isVerbose) {
            failure.printStackTrace(remarks);
        }
        return exitCode(failure).number;
    }

    /** The messages of errors are made for programmers: their name says as much, and the way to see more belongs to it. */
    private static String paragraph(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return "%s. Run it again with --verbose to see where.".formatted(name);
        }
        return failure instanceof Error
                ? "%s: %s. Run it again with --verbose to see where.".formatted(name, message)
                : message;
    }

    private static ExitCode exitCode(Throwable failure) {
        if (failure instanceof LeaseHeldException
                || failure instanceof OutboxInUseException
                || failure instanceof ScheduleHeldException) {
            return ExitCode.IN_USE;
        }
        if (failure instanceof SettingsException
                || failure instanceof UsageException
                || failure instanceof BookRefusedException
                || failure instanceof DecisionRefusedException
                || failure instanceof NotToBeRestoredException
                || failure instanceof OtherHomeException
                || failure instanceof ScheduleRefusedException) {
            return ExitCode.WRONG_USAGE;
        }
        return ExitCode.FAILED;
    }

    private static Path installation() {
        return Path.of(System.getProperty("meterhouse.installation", "."))
                .toAbsolutePath()
                .normalize();
    }

    @Command(
            name = "meterhouse",
            description =
                    "The nightly usage warehouse for organisations that run their language models behind a LiteLLM proxy.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Every setting can stand on the command line as --meterhouse.NAME=VALUE, in the environment as METERHOUSE_NAME, or in config/.",
                "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done with gaps, 4 a quality check blocks, 5 in use, 130 and 143 stopped by a signal."
            })
    static final class Meterhouse implements Runnable {

        @Option(names = "--verbose", description = "Show where an error comes from.", scope = ScopeType.INHERIT)
        boolean isVerbose;

        @CommandLine.Spec
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MeterhouseCommandLine.class.getPackage().getImplementationVersion();
            return new String[] {"meterhouse " + (version == null ? "(development)" : version)};
        }
    }
}
