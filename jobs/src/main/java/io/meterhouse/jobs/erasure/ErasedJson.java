package io.meterhouse.jobs.erasure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document in JSON less erased persons. Only texts are rewritten, names of fields among them: numbers keep the spelling that the source
 * gave them. An object that names an erased person by id or address loses that person's other names too, also those that nobody knew when
 * the person was erased, and those that somebody else has as well.
 */
final class ErasedJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> IDENTITIES =
            Set.of("userid", "id", "sub", "useremail", "email", "username", "oauthid", "actorid");
    private static final Set<String> NAMES =
            Set.of("useralias", "useremail", "username", "email", "fullname", "firstname", "lastname", "displayname");

    private final UnaryOperator<String> erased;
    private final List<Change> changes = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();

    ErasedJson(UnaryOperator<String> erased) {
        this.erased = erased;
    }

    private record Change(int start, int end, String text) {}

    private record Field(String name, int start, int end, String kept) {}

    private static final class Frame {
        private final boolean isObject;
        private final List<Field> fields = new ArrayList<>();
        private @Nullable String name;
        private @Nullable Pseudonym person;

        private Frame(boolean isObject, @Nullable Pseudonym person) {
            this.isObject = isObject;
            this.person = person;
        }
    }

    /**
     * The document less the persons.
     *
     * @param owner whom the whole document tells of; null when that is nobody in particular
     */
    String of(String json, @Nullable Pseudonym owner) {
        int at = 0;
        while (at < json.length()) {
            char sign = json.charAt(at);
            if (sign == '"') {
                int end = endOfText(json, at);
                take(json, at, end);
                at = end;
                continue;
            }
            if (sign == '{' || sign == '[') {
                open.push(new Frame(sign == '{', open.isEmpty() ? owner : null));
            } else if ((sign == '}' || sign == ']') && !open.isEmpty()) {
                close(open.pop());
            } else if (sign == ',' && !open.isEmpty()) {
                open.element().name = null;
            }
            at++;
        }
        return changed(json);
    }

    private void take(String json, int start, int end) {
        String text = text(json.substring(start, end));
        String kept = erased.apply(text);
        if (!kept.equals(text)) {
            changes.add(new Change(start, end, kept));
        }
        Frame frame = open.peek();
        if (frame == null || !frame.isObject) {
            return;
        }
        if (frame.name == null) {
            frame.name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            return;
        }
        if (IDENTITIES.contains(frame.name)) {
            Optional<Pseudonym> person = Pseudonym.in(kept);
            frame.person = person.orElse(frame.person);
        }
        if (NAMES.contains(frame.name) || frame.name.equals("name")) {
            frame.fields.add(new Field(frame.name, start, end, kept));
        }
    }

    /** What is torn is no JSON, and is refused by whoever reads it as such; the person goes all the same. */
    private static String text(String literal) {
        if (literal.indexOf('\\') < 0) {
            return literal.replace("\"", "");
        }
        try {
            return JSON.readValue(literal, String.class);
        } catch (JacksonException torn) {
            return literal.replace("\"", "");
        }
    }

    private void close(Frame frame) {
        Pseudonym person = frame.person;
        if (person == null) {
            return;
        }
        boolean hasAddress =
                frame.fields.stream().anyMatch(field -> field.name().endsWith("email"));
        for (Field field : frame.fields) {
            // What else has a name and belongs to a person, a key for example, has no address.
            boolean isThePersons = !field.name().equals("name") || hasAddress;
            if (isThePersons
                    && !field.kept().isBlank()
                    && Pseudonym.in(field.kept()).isEmpty()) {
                changes.removeIf(change -> change.start() == field.start());
                changes.add(new Change(field.start(), field.end(), inPlaceOf(field.name(), person)));
            }
        }
    }

    /** A first and a last name are shown as one. */
    private static String inPlaceOf(String field, Pseudonym person) {
        if (field.equals("lastname")) {
            return "";
        }
        return field.endsWith("email") ? person.address() : person.text();
    }

    private String changed(String json) {
        if (changes.isEmpty()) {
            return json;
        }
        changes.sort(Comparator.comparingInt(Change::start));
        StringBuilder changed = new StringBuilder();
        int copied = 0;
        for (Change change : changes) {
            changed.append(json, copied, change.start()).append(JSON.writeValueAsString(change.text()));
            copied = change.end();
        }
        return changed.append(json, copied, json.length()).toString();
    }

    private static int endOfText(String json, int start) {
        int at = start + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length());
    }
}
