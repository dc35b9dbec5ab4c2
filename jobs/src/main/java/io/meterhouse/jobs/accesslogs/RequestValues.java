package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a line into the values of a request. Used by one thread. */
final class RequestValues {

    private static final byte[] MALFORMED = EndpointPath.MALFORMED.getBytes(StandardCharsets.UTF_8);
    private static final DurationUnit[] UNITS = DurationUnit.values();
    private static final int LONGEST_USER = 255;

    private final SliceCache<byte[]> endpoints = new SliceCache<>(RequestValues::endpoint);
    private final SliceCache<byte[]> methods = new SliceCache<>(Arrays::copyOfRange);
    private final SliceCache<byte[]> users = new SliceCache<>(RequestValues::user);
    private final SliceCache<Agent> agents =
            new SliceCache<>((data, from, to) -> new Agent(utf8(AgentFamily.of(data, from, to))));
    private final SliceCache<Client> clients;

    RequestValues(byte[] pepper) {
        ClientPseudonym.Maker pseudonyms = new ClientPseudonym.Maker(pepper);
        clients = new SliceCache<>((data, from, to) -> {
            ClientPseudonym client = pseudonyms.of(data, from, to);
            return new Client(utf8(client.hash()), utf8(client.network()));
        });
    }

    /** Writes the request; returns why the line is none, null when it is one. */
    @Nullable
    RejectReason write(LineFields fields, RowWriter row) {
        if (!fields.isBlank(Field.REQUEST)) {
            RequestLine.split(fields);
        }
        RejectReason reason = time(fields, row);
        reason = reason != null ? reason : endpoint(fields, row);
        reason = reason != null ? reason : status(fields, row);
        reason = reason != null ? reason : size(fields, row);
        reason = reason != null ? reason : duration(fields, row);
        if (reason == null) {
            method(fields, row);
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
        row.utf8(RequestRows.USER, null);
        row.utf8(RequestRows.METHOD, null);
        row.utf8(RequestRows.ENDPOINT, null);
        row.utf8(RequestRows.CLIENT_HASH, null);
        row.utf8(RequestRows.CLIENT_NETWORK, null);
        row.utf8(RequestRows.AGENT_FAMILY, null);
    }

    private static @Nullable RejectReason time(LineFields fields, RowWriter row) {
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
        row.number(RequestRows.REQUESTED_AT, micros);
        return null;
    }

    /** A server logs as a request line whatever was sent to it; a path in a field of its own was written by who knew it. */
    private @Nullable RejectReason endpoint(LineFields fields, RowWriter row) {
        if (fields.isBlank(Field.PATH)) {
            row.utf8(RequestRows.ENDPOINT, MALFORMED);
            return fields.has(Field.REQUEST) ? null : RejectReason.NO_PATH;
        }
        byte[] endpoint = endpoints.get(fields.data(Field.PATH), fields.from(Field.PATH), fields.to(Field.PATH));
        row.utf8(RequestRows.ENDPOINT, endpoint);
        return endpoint == MALFORMED && !fields.has(Field.REQUEST) ? RejectReason.WRONG_PATH : null;
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

    private void method(LineFields fields, RowWriter row) {
        byte[] data = fields.data(Field.METHOD);
        int from = fields.from(Field.METHOD);
        int to = fields.to(Field.METHOD);
        boolean isMethod = fields.has(Field.METHOD) && RequestLine.isMethod(data, from, to);
        row.utf8(RequestRows.METHOD, isMethod ? methods.get(data, from, to) : null);
    }

    private void who(LineFields fields, RowWriter row) {
        row.utf8(RequestRows.USER, of(Field.USER, users, fields));
        Agent agent = of(Field.AGENT, agents, fields);
        row.utf8(RequestRows.AGENT_FAMILY, agent == null ? null : agent.family());
        Client client = of(Field.CLIENT, clients, fields);
        row.utf8(RequestRows.CLIENT_HASH, client == null ? null : client.hash());
        row.utf8(RequestRows.CLIENT_NETWORK, client == null ? null : client.network());
    }

    private static <V> @Nullable V of(Field field, SliceCache<V> cache, LineFields fields) {
        return fields.isBlank(field) ? null : cache.get(fields.data(field), fields.from(field), fields.to(field));
    }

    private static byte[] endpoint(byte[] data, int from, int to) {
        String endpoint = EndpointPath.of(data, from, to);
        return endpoint.equals(EndpointPath.MALFORMED) ? MALFORMED : endpoint.getBytes(StandardCharsets.UTF_8);
    }

    /** E-mail addresses are the same in any case. */
    private static byte[] user(byte[] data, int from, int to) {
        String user = new String(data, from, to - from, StandardCharsets.UTF_8).strip();
        String known = user.indexOf('@') < 0 ? user : user.toLowerCase(Locale.ROOT);
        return (known.length() <= LONGEST_USER ? known : known.substring(0, LONGEST_USER))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is kept of a user agent, encoded once. */
    private record Agent(byte @Nullable [] family) {}

    /** What is kept of a client, encoded once. */
    private record Client(byte @Nullable [] hash, byte @Nullable [] network) {}
}
