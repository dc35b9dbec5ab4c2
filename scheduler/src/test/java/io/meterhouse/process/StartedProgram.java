package io.meterhouse.process;

import io.meterhouse.scheduler.Application;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The program's own classes and libraries, without those of the tests, as the launcher starts them: the engine's library unpacked, and
 * an archive of loaded classes. Made once by each process of tests, because they start the program often and it takes a second less.
 */
final class StartedProgram {

    private static final List<String> WORDS = words();

    private StartedProgram() {}

    /** What stands between the options and the arguments of a command. */
    static List<String> inJava() {
        return WORDS;
    }

    private static List<String> words() {
        try {
            Path folder = Files.createTempDirectory("started-program");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            List<String> words = new ArrayList<>(List.of("-cp", classPath(folder), Application.class.getName()));
            Path archive = folder.resolve("classes.jsa");
            if (isMade(archive, words)) {
                words.addAll(
                        0,
                        List.of(
                                "-Xshare:auto",
                                "-XX:SharedArchiveFile=" + archive,
                                "-XX:+DisplayVMOutputToStderr",
                                "-Xlog:disable"));
            }
            return List.copyOf(words);
        } catch (IOException cannotMake) {
            throw new UncheckedIOException(cannotMake);
        }
    }

    /** Without it the program starts more slowly, and does the same. */
    private static boolean isMade(Path archive, List<String> words) throws IOException {
        List<String> warmUp = new ArrayList<>(MeterhouseProcess.OPTIONS);
        warmUp.add("-XX:ArchiveClassesAtExit=" + archive);
        warmUp.addAll(words);
        warmUp.add("warm-up");
        ProcessBuilder builder = new ProcessBuilder(warmUp)
                .redirectErrorStream(true)
                .redirectOutput(archive.resolveSibling("classes.log").toFile());
        builder.environment().clear();
        builder.environment()
                .put("METERHOUSE_HOME", archive.resolveSibling("home").toString());
        Process process = builder.start();
        try {
            process.waitFor();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return Files.exists(archive) && Files.size(archive) > 0;
    }

    /** An archive holds classes of jars alone. */
    private static String classPath(Path folder) throws IOException {
        String tested = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = new ArrayList<>();
        for (String entry : tested.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (entry.isEmpty() || path.endsWith("test-classes")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(jarOf(path, folder.resolve(jars.size() + ".jar")).toString());
            } else if (path.getFileName().toString().startsWith("duckdb_jdbc-")) {
                jars.add(driver(path, folder).toString());
            } else {
                jars.add(path.toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jarOf(Path classes, Path jar) throws IOException {
        try (Stream<Path> found = Files.walk(classes);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path path : found.filter(path -> !path.equals(classes)).toList()) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new ZipEntry(Files.isDirectory(path) ? name + "/" : name));
                if (Files.isRegularFile(path)) {
                    Files.copy(path, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    /** The driver takes its library from beside its jar when the jar has none, and unpacks 60 MB at every start when it has. */
    private static Path driver(Path jar, Path folder) throws IOException {
        Path slim = folder.resolve(jar.getFileName());
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : System.getProperty("os.arch");
        try (ZipFile whole = new ZipFile(jar.toFile())) {
            ZipEntry library = whole.getEntry("libduckdb_java.so_linux_" + machine);
            if (library == null) {
                return jar;
            }
            try (InputStream unpacked = whole.getInputStream(library)) {
                Files.copy(unpacked, folder.resolve(library.getName()));
            }
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(slim))) {
                for (ZipEntry entry : Collections.list(whole.entries())) {
                    if (!entry.getName().startsWith("libduckdb_java.so_")) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        try (InputStream bytes = whole.getInputStream(entry)) {
                            bytes.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
        return slim;
    }
}
