package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Which service an endpoint belongs to: the first rule whose pattern its path matches. */
public final class ServiceRoutes {

    private record Route(long position, String pathPattern, String service) {}

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private final List<Route> routes;

    private ServiceRoutes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * The rules of a file.
     *
     * @throws FileNotLoadedException when the file cannot be read or a rule is not whole
     */
    public static ServiceRoutes of(Path file) {
        List<Route> routes = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser rules = FORMAT.parse(reader)) {
            if (!rules.getHeaderNames().equals(List.of("path_pattern", "service"))) {
                throw new FileNotLoadedException(
                        FileNotLoadedException.Kind.GAP,
                        "%s begins with the columns %s; it must begin with path_pattern,service."
                                .formatted(file, rules.getHeaderNames()));
            }
            for (CSVRecord rule : rules) {
                if (!rule.isConsistent() || rule.get(0).isEmpty() || rule.get(1).isEmpty()) {
                    throw new FileNotLoadedException(
                            FileNotLoadedException.Kind.GAP,
                            "Line %d of %s is no rule; a rule is a path pattern, a comma and a service."
                                    .formatted(rules.getCurrentLineNumber(), file));
                }
                routes.add(new Route(rule.getRecordNumber(), rule.get(0), rule.get(1)));
            }
        } catch (IOException unreadable) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.GAP,
                    "Cannot read %s: %s".formatted(file, unreadable.getMessage()),
                    unreadable);
        }
        return new ServiceRoutes(routes);
    }

    /** The rules in their order, for {@code load/request_endpoints}. */
    public RowSource rows() {
        return RowSource.of(
                List.of(Column.count("position"), Column.text("path_pattern"), Column.text("service_id")),
                routes.iterator(),
                (route, row) -> {
                    row.count(0, route.position());
                    row.text(1, route.pathPattern());
                    row.text(2, route.service());
                });
    }
}
