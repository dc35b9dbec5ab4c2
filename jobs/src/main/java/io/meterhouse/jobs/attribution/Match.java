package io.meterhouse.jobs.attribution;

import io.meterhouse.jobs.books.LineRefusedException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a rule means.
 *
 * @param field field of the key's metadata; null unless it means one
 */
record Match(String kind, @Nullable String field, String value) {

    private static final String OF_METADATA = "key_metadata";
    private static final List<String> KINDS =
            List.of("key_hash", "key_alias", OF_METADATA, "user", "team", "organisation");
    private static final Pattern NAME_OF_FIELD = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    /**
     * What two columns of a line say.
     *
     * @throws LineRefusedException when they mean nobody
     */
    static Match of(String kind, String value) {
        if (!KINDS.contains(kind)) {
            throw new LineRefusedException(
                    "matches by '%s'; it is one of %s".formatted(kind, String.join(", ", KINDS)));
        }
        if (value.isEmpty()) {
            throw new LineRefusedException("matches by %s and has no value".formatted(kind));
        }
        return kind.equals(OF_METADATA) ? ofMetadata(value) : new Match(kind, null, value);
    }

    private static Match ofMetadata(String value) {
        int equals = value.indexOf('=');
        String field = equals < 0 ? value : value.substring(0, equals);
        if (equals < 0 || !NAME_OF_FIELD.matcher(field).matches() || equals == value.length() - 1) {
            throw new LineRefusedException(
                    "matches the metadata '%s'; it is written field=value, the field with letters, digits, - and _ only"
                            .formatted(value));
        }
        return new Match(OF_METADATA, field, value.substring(equals + 1));
    }

    @Override
    public String toString() {
        return field == null ? kind + " " + value : kind + " " + field + "=" + value;
    }
}
