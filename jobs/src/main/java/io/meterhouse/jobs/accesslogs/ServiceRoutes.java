package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.nio.file.Path;
import java.util.List;

/** Which service an endpoint belongs to: the first rule whose pattern its path matches. */
public final class ServiceRoutes {

    private record Route(long position, String pathPattern, String service) {}

    private static final List<String> COLUMNS = List.of("path_pattern", "service");

    private final List<Route> routes;

    private ServiceRoutes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * The rules of a file.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException when the file cannot be read or a rule is not whole
     */
    public static ServiceRoutes of(Path file) {
        return new ServiceRoutes(new Book(file, COLUMNS).lines(ServiceRoutes::route));
    }

    private static Route route(BookLine line) {
        if (!line.isWhole()
                || line.text("path_pattern").isEmpty()
                || line.text("service").isEmpty()) {
            throw new LineRefusedException("is no rule; a rule is a path pattern, a comma and a service");
        }
        return new Route(line.position(), line.text("path_pattern"), line.text("service"));
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
