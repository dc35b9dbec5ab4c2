package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of program a user agent says it is: a browser by name, else the product it names first, without versions. */
public final class AgentFamily {

    private record Browser(String token, String family) {}

    /** In this order: each browser also claims to be the ones that follow. */
    private static final List<Browser> BROWSERS = List.of(
            new Browser("Edg/", "Edge"),
            new Browser("OPR/", "Opera"),
            new Browser("Firefox/", "Firefox"),
            new Browser("HeadlessChrome/", "Chrome"),
            new Browser("Chrome/", "Chrome"),
            new Browser("Safari/", "Safari"));

    private static final Pattern PRODUCT = Pattern.compile("([A-Za-z][A-Za-z0-9._-]{0,39})(?:[/ ;(].*)?");

    private AgentFamily() {}

    static @Nullable String of(byte[] data, int from, int to) {
        return of(new String(data, from, to - from, StandardCharsets.UTF_8));
    }

    /** The family; null when the text names none. */
    public static @Nullable String of(String agent) {
        if (agent.startsWith("Mozilla/")) {
            for (Browser browser : BROWSERS) {
                if (agent.contains(browser.token())) {
                    return browser.family();
                }
            }
            return "other browser";
        }
        Matcher product = PRODUCT.matcher(agent);
        return product.matches() ? product.group(1) : null;
    }
}
