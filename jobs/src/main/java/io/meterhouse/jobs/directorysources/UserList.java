package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.landing.LandedFetch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A CSV file of users. */
final class UserList implements MemberDirectory {

    static final List<String> COLUMNS =
            List.of("user_id", "email", "name", "role", "team", "organisation", "tier", "department");

    /** Those that were added to the first ones; a list need not have them. */
    private static final int ADDED = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UserListProperties properties;
    private final Path base;

    UserList(UserListProperties properties, Path base) {
        this.properties = properties;
        this.base = base;
    }

    @Override
    public String source() {
        return "csv";
    }

    @Override
    public boolean isConfigured() {
        return properties.csv() != null;
    }

    @Override
    public String place() {
        return String.valueOf(properties.csv());
    }

    @Override
    public Map<String, List<ObjectNode>> read() {
        return Map.of("user", users());
    }

    private List<ObjectNode> users() {
        Book book = new Book(base.resolve(place()), COLUMNS).orWithoutLast(ADDED);
        try {
            Set<String> ids = new HashSet<>();
            List<String> problems = new ArrayList<>();
            List<ObjectNode> users = new ArrayList<>();
            for (User user : book.lines(UserList::user)) {
                if (!ids.add(user.id())) {
                    problems.add("line %d lists a user once more".formatted(user.line()));
                }
                users.add(user.values());
            }
            book.refuse(problems);
            if (users.isEmpty()) {
                throw new DirectoryUnusableException(
                        "The list of users %s lists nobody. Write a line for each user, or unset meterhouse.directory.csv."
                                .formatted(base.resolve(place())));
            }
            return users;
        } catch (BookRefusedException refused) {
            throw new DirectoryUnusableException(
                    "%s The list of users is meterhouse.directory.csv.".formatted(refused.getMessage()), refused);
        }
    }

    private record User(long line, String id, ObjectNode values) {}

    private static User user(BookLine line) {
        if (!line.isWhole()
                || line.text("user_id").isEmpty() && line.text("email").isEmpty()) {
            throw new LineRefusedException(
                    "is no user; a user is " + String.join(",", COLUMNS) + ", of which user_id or email is not empty");
        }
        ObjectNode values = JSON.createObjectNode();
        COLUMNS.forEach(column -> values.put(column, line.text(column)));
        return new User(line.number(), id(line.text("user_id"), line.text("email")), values);
    }

    /** Who is known by an address alone is whoever another directory knows by it. */
    private static String id(String id, String email) {
        return id.isEmpty() ? email.toLowerCase(Locale.ROOT) : id;
    }

    @Override
    public DirectoryListing listing(LandedFetch fetch) {
        List<DirectoryListing.Entry> users = LandedEntries.of(fetch, "user").stream()
                .map(user -> new Attributes()
                        .with("user_alias", user.path("name"))
                        .with("user_email", user.path("email"))
                        .with("user_role", user.path("role"))
                        .with("team_id", user.path("team"))
                        .with("organization_id", user.path("organisation"))
                        .with("tier", user.path("tier"))
                        .with("department", user.path("department"))
                        .of(
                                "user",
                                id(
                                        user.path("user_id").stringValue(""),
                                        user.path("email").stringValue(""))))
                .toList();
        return new DirectoryListing(source(), fetch.manifest().fetchedAt(), Set.of("user"), users);
    }
}
