package io.meterhouse.scheduler.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a running schedule shows metrics and health.
 *
 * @param port 1 to 65535; 0 shows nothing
 * @param address IP address or name of this machine to listen at
 */
@ConfigurationProperties("meterhouse.monitoring")
public record MonitoringProperties(
        @DefaultValue("9464") int port,
        @DefaultValue("127.0.0.1") String address) {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:_%-]{1,255}");

    /** Where it is shown when nothing is configured. */
    public static MonitoringProperties defaults() {
        return new MonitoringProperties(9464, "127.0.0.1");
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (port < 0 || port > 65_535) {
            problems.add(
                    "meterhouse.monitoring.port is %d; a port is 1 to 65535, and 0 shows nothing.".formatted(port));
        }
        if (!ADDRESS.matcher(address).matches()) {
            problems.add("meterhouse.monitoring.address is '%s'; write an address of this machine such as 127.0.0.1."
                    .formatted(address));
        }
        return problems;
    }
}
