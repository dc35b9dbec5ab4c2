package io.meterhouse.warehouse;

/** Commands as messages name them: with the launcher as it was typed, so that they work as pasted. */
public final class ShellCommand {

    private ShellCommand() {}

    /** The launcher as it was typed, quoted for a shell; {@code meterhouse} when there was none. */
    public static String launcher() {
        return System.getProperty("meterhouse.launcher", "meterhouse");
    }

    /**
     * A command of the launcher.
     *
     * @param words the command and its options
     */
    public static String of(String words) {
        return launcher() + " " + words;
    }
}
