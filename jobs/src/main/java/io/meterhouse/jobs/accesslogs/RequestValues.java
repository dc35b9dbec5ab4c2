package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.landing.Secrets;
import io.meterhouse.warehouse.RowWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a line into the values of a request. Used by one thread. */
final class RequestValues {

    private static final DurationUnit[] UNITS = DurationUnit.values();
    private static final int LONGEST_USER = 255;

    private final PlainPath plainPath = new PlainPath();
    private final long malformed;
    private final SliceCache<Long> endpoints;
    private final SliceCache<Long> methods;
    private final SliceCache<Long> users;
    private final SliceCache<Origins.Part> agents;
    private final SliceCache<Client> clients;
    private final Origins origins;

    private final long latestMicros;

    /**
     * Values under one secret.
     *
     * @param latest no request can be later; clocks of servers differ
     */
    RequestValues(byte[] pepper, SharedTexts texts, Instant latest) {
        latestMicros = ChronoUnit.MICROS.between(Instant.EPOCH, latest);
        malformed = texts.hash(RequestRows.ENDPOINT, EndpointPath.MALFORMED);
        endpoints = new SliceCache<>(
                (data, from, to) -> texts.hash(RequestRows.ENDPOINT, Arrays.copyOfRange(data, from, to)));
        methods = new SliceCache<>(
                (data, from, to) -> texts.hash(RequestRows.METHOD, Arrays.copyOfRange(data, from, to)));
        users = new SliceCache<>((data, from, to) -> texts.hash(RequestRows.USER, user(data, from, to)));
        origins = new Origins(texts);
        agents = new SliceCache<>((data, from, to) -> origins.part(AgentFamily.of(data, from, to)));
        ClientPseudonym.Maker pseudonyms = new ClientPseudonym.Maker(pepper);
        clients = new SliceCache<>((data, from, to) -> {
            ClientPseudonym client = pseudonyms.of(data, from, to);
            return new Client(client.hash(), origins.part(client.network()));
        });
    }

    /** Writes the request; returns why the line is none, null when it is one. */
    @Nullable
    RejectReason write(LineFields fields, RowWriter row) {
        if (!fields.isBlank(Field.REQUEST)) {
            RequestLine.split(fields);
        }
        long endpoint = endpoint(fields);
        RejectReason reason = time(fields, row);
        reason = reason != null ? reason : mistake(endpoint, fields);
        reason = reason != null ? reason : status(fields, row);
        reason = reason != null ? reason : size(fields, row);
        reason = reason != null ? reason : duration(fields, row);
        if (reason == null) {
            SharedTexts.write(RequestRows.ENDPOINT, endpoint, row);
            SharedTexts.write(RequestRows.METHOD, method(fields), row);
            who(fields, row);
        }
        return reason;
    }

    /** Writes that there is no request. */
    static void writeNone(RowWriter row) {
        row.count(RequestRows.REQUESTED_AT, null);
        row.count(RequestRows.STATUS, null);
        row.count(RequestRows.DURATION, null);
        row.count(RequestRows.RESPONSE_BYTES, null);
        row.count(RequestRows.CLIENT_HASH, null);
        row.count(RequestRows.USER, null);
        row.count(RequestRows.METHOD, null);
        row.count(RequestRows.ENDPOINT, null);
        row.count(RequestRows.ORIGIN, null);
    }

    private @Nullable RejectReason time(LineFields fields, RowWriter row) {
        if (fields.isBlank(Field.TIME)) {
            return RejectReason.NO_TIME;
        }
        long micros = LogTime.micros(fields.data(Field.TIME), fields.from(Field.TIME), fields.to(Field.TIME));
        if (micros == LogTime.WRONG) {
            return RejectReason.WRONG_TIME;
        }
        if (micros == LogTime.WITHOUT_ZONE) {
            return RejectReason.NO_ZONE;
        }
        if (micros > latestMicros) {
            return RejectReason.FUTURE_TIME;
        }
        row.number(RequestRows.REQUESTED_AT, micros);
        return null;
    }

    private long endpoint(LineFields fields) {
        if (fields.isBlank(Field.PATH)) {
            return malformed;
        }
        byte[] target = fields.data(Field.PATH);
        int length = plainPath.read(target, fields.from(Field.PATH), fields.to(Field.PATH));
        if (length != PlainPath.UNUSUAL) {
            return endpoints.get(plainPath.endpoint(), 0, length);
        }
        String endpoint = EndpointPath.of(target, fields.from(Field.PATH), fields.to(Field.PATH));
        if (endpoint.equals(EndpointPath.MALFORMED)) {
            return malformed;
        }
        byte[] encoded = endpoint.getBytes(StandardCharsets.UTF_8);
        return endpoints.get(encoded, 0, encoded.length);
    }

    /** A server logs as a request line whatever was sent to it; a path in a field of its own was written by who knew it. */
    private @Nullable RejectReason mistake(long endpoint, LineFields fields) {
        if (endpoint != malformed || fields.has(Field.REQUEST)) {
            return null;
        }
        return fields.isBlank(Field.PATH) ? RejectReason.NO_PATH : RejectReason.WRONG_PATH;
    }

    private static @Nullable RejectReason status(LineFields fields, RowWriter row) {
        if (fields.isBlank(Field.STATUS)) {
            return RejectReason.NO_STATUS;
        }
        long status = FieldValues.whole(fields.data(Field.STATUS), fields.from(Field.STATUS), fields.to(Field.STATUS));
        row.number(RequestRows.STATUS, status);
        return status < 100 || status > 599 ? RejectReason.WRONG_STATUS : null;
    }

    private static @Nullable RejectReason size(LineFields fields, RowWriter row) {
        Field field = Field.RESPONSE_BYTES;
        if (fields.isBlank(field)) {
            row.count(RequestRows.RESPONSE_BYTES, null);
            return null;
        }
        long size = FieldValues.whole(fields.data(field), fields.from(field), fields.to(field));
        row.number(RequestRows.RESPONSE_BYTES, size);
        return size == FieldValues.WRONG ? RejectReason.WRONG_SIZE : null;
    }

    private static @Nullable RejectReason duration(LineFields fields, RowWriter row) {
        for (DurationUnit unit : UNITS) {
            Field field = unit.field();
            if (!fields.isBlank(field)) {
                long micros = FieldValues.micros(
                        fields.data(field), fields.from(field), fields.to(field), unit.nanoseconds());
                row.number(RequestRows.DURATION, micros);
                return micros == FieldValues.WRONG ? RejectReason.WRONG_DURATION : null;
            }
        }
        row.count(RequestRows.DURATION, null);
        return null;
    }

    private long method(LineFields fields) {
        byte[] data = fields.data(Field.METHOD);
        int from = fields.from(Field.METHOD);
        int to = fields.to(Field.METHOD);
        return fields.has(Field.METHOD) && RequestLine.isMethod(data, from, to)
                ? methods.get(data, from, to)
                : SharedTexts.NONE;
    }

    private void who(LineFields fields, RowWriter row) {
        long user = fields.isBlank(Field.USER) ? SharedTexts.NONE : of(Field.USER, users, fields);
        SharedTexts.write(RequestRows.USER, user, row);
        Origins.Part agent = fields.isBlank(Field.AGENT) ? Origins.UNKNOWN : of(Field.AGENT, agents, fields);
        if (fields.isBlank(Field.CLIENT)) {
            row.count(RequestRows.CLIENT_HASH, null);
            row.number(RequestRows.ORIGIN, origins.hash(Origins.UNKNOWN, agent));
        } else {
            Client client = of(Field.CLIENT, clients, fields);
            row.number(RequestRows.CLIENT_HASH, client.hash());
            row.number(RequestRows.ORIGIN, origins.hash(client.network(), agent));
        }
    }

    private static <V> V of(Field field, SliceCache<V> cache, LineFields fields) {
        return cache.get(fields.data(field), fields.from(field), fields.to(field));
    }

    /** E-mail addresses are the same in any case; a key sent in place of a name is masked as audit logs mask it. */
    private static byte[] user(byte[] data, int from, int to) {
        String text = new String(data, from, to - from, StandardCharsets.UTF_8);
        String user = Secrets.masked(text.replaceAll("\\p{Cc}", "")).strip();
        String known = user.indexOf('@') < 0 ? user : user.toLowerCase(Locale.ROOT);
        return (known.length() <= LONGEST_USER ? known : known.substring(0, LONGEST_USER))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What is kept of a client. */
    private record Client(long hash, Origins.Part network) {}
}
