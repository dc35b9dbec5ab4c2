package io.meterhouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher in a folder of its own, with stand-ins for Java and Maven that write down how they were called. */
final class Installation {

    record Outcome(int exitCode, String out, String err) {}

    private static final String JAVA = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            if [ "$1" = -version ]; then
              cat "$here/version" >&2
              exit
            fi
            for argument in "$@"; do
              case $argument in
                -XX:ArchiveClassesAtExit=*)
                  printf '%s\\n' "$@" >"$here/warm-up"
                  [ -e "$here/no-archives" ] || echo classes >"${argument#*=}"
                  echo "noise of the warm-up"
                  exit 3 ;;
              esac
            done
            printf '%s\\n' "$@" >"$here/arguments"
            env >"$here/environment"
            pwd >"$here/working-folder"
            umask >"$here/umask"
            echo "the answer"
            exit "$(cat "$here/exit-code")"
            """;

    private static final String MAVEN = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$@" >>"$here/builds"
            echo "noise of the build"
            if [ -e "$here/broken" ]; then
              echo "a semicolon is missing"
              exit 1
            fi
            rm -rf scheduler/target/application
            mkdir -p scheduler/target/application/lib
            cp "$here/next" scheduler/target/application/meterhouse.jar
            cp "$here/next" scheduler/target/application/checksum
            """;

    final Path home;
    private final Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    private Installation(Path folder) {
        home = folder.resolve("a house with spaces");
        tools = folder.resolve("some tools");
        executable(tools.resolve("java"), JAVA);
        write(tools.resolve("version"), "openjdk version \"21.0.4\" 2024-07-16\nOpenJDK Runtime Environment\n");
        write(tools.resolve("exit-code"), "0\n");
        executable(home.resolve("meterhouse"), read(launcher()));
        with("METERHOUSE_JAVA", tools.resolve("java").toString());
    }

    static Installation ofDistribution(Path folder) {
        Installation installation = new Installation(folder);
        write(installation.home.resolve("lib/meterhouse.jar"), "");
        write(installation.home.resolve("lib/checksum"), "c0ffee\n");
        return installation;
    }

    static Installation ofCheckout(Path folder) {
        Installation installation = new Installation(folder);
        write(installation.home.resolve("pom.xml"), "<project/>");
        write(installation.home.resolve("warehouse/sql/one.sql"), "select 1");
        executable(installation.tools.resolve("mvn"), MAVEN);
        installation.nextBuild("first");
        installation.with("PATH", installation.tools + ":" + System.getenv("PATH"));
        return installation;
    }

    Installation with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Installation without(String name) {
        environment.remove(name);
        return this;
    }

    Installation tool(String name, String content) {
        write(tools.resolve(name), content);
        return this;
    }

    Installation nextBuild(String checksum) {
        return tool("next", checksum + "\n");
    }

    Path toolPath(String name) {
        return tools.resolve(name);
    }

    List<String> recorded(String name) {
        Path file = tools.resolve(name);
        return Files.exists(file) ? read(file).lines().toList() : List.of();
    }

    List<String> namesIn(String folder) {
        try (Stream<Path> children = Files.list(home.resolve(folder))) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Outcome run(String... arguments) {
        return runAs(home.resolve("meterhouse").toString(), home, arguments);
    }

    /** With an environment that holds nothing but what the test put there, as under {@code env -i}. */
    Outcome runAs(String command, Path workingFolder, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(Arrays.asList(arguments));
        try {
            Path out = Files.createTempFile(tools, "out", "");
            Path err = Files.createTempFile(tools, "err", "");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(workingFolder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the launcher hangs: " + words);
            }
            return new Outcome(process.exitValue(), read(out), read(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path launcher() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("meterhouse"))) {
            folder = folder.getParent();
        }
        return folder.resolve("meterhouse");
    }

    static void executable(Path file, String content) {
        write(file, content);
        file.toFile().setExecutable(true);
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            // A new file, never an older one written over: a shell may still be reading that.
            Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
