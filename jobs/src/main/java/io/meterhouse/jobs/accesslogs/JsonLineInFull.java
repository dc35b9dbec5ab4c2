package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Lines that are JSON objects, read by a whole JSON parser: the rare ones that {@link JsonLine} leaves to it. */
final class JsonLineInFull implements LineSplitter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonFields names;

    JsonLineInFull(JsonFields names) {
        this.names = names;
    }

    @Override
    public @Nullable RejectReason split(byte[] line, int from, int to, LineFields fields) {
        try (JsonParser parser =
                JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), line, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return RejectReason.BROKEN_JSON;
            }
            RejectReason wrong = object(parser, names, fields);
            return parser.nextToken() == null ? wrong : RejectReason.BROKEN_JSON;
        } catch (JacksonException broken) {
            return RejectReason.BROKEN_JSON;
        }
    }

    /** Reads on to the end of the object; returns the first mistake in it. */
    private static @Nullable RejectReason object(JsonParser parser, @Nullable JsonFields names, LineFields fields) {
        RejectReason wrong = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            byte[] name = parser.currentName().getBytes(StandardCharsets.UTF_8);
            JsonFields.Member member = names == null ? null : names.member(name, 0, name.length);
            RejectReason inValue = value(parser, member, fields);
            wrong = wrong == null ? inValue : wrong;
        }
        return wrong;
    }

    private static @Nullable RejectReason value(
            JsonParser parser, JsonFields.@Nullable Member member, LineFields fields) {
        JsonToken token = parser.nextToken();
        Field field = member == null ? null : member.field();
        if (token == JsonToken.START_OBJECT && member != null && member.inside() != null) {
            return object(parser, member.inside(), fields);
        }
        if (field == null) {
            parser.skipChildren();
            return null;
        }
        boolean isText = token == JsonToken.VALUE_STRING;
        if (isText || (token.isNumeric() && !field.isWords())) {
            if (!fields.has(field)) {
                byte[] value = parser.getString().getBytes(StandardCharsets.UTF_8);
                fields.set(field, value, 0, value.length);
            }
            return null;
        }
        parser.skipChildren();
        boolean isNotSaid = token == JsonToken.VALUE_NULL || (token == JsonToken.START_OBJECT && field.mayBeAnObject());
        return isNotSaid ? null : RejectReason.WRONG_TYPE;
    }
}
