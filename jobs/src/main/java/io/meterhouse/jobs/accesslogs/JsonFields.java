package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which names of a JSON object hold which fields; a name with dots leads into nested objects. */
final class JsonFields {

    /** A name of an object: the field it holds, the names inside it, or both absent when nobody wants it. */
    record Member(
            byte[] name, @Nullable Field field, @Nullable JsonFields inside) {}

    private final List<Member> members;
    /** By length of the name, then one after another: objects of logs have few names, and most differ in length. */
    private final Member[][] byLength;

    private JsonFields(List<Member> members) {
        this.members = List.copyOf(members);
        int longest =
                members.stream().mapToInt(member -> member.name().length).max().orElse(0);
        byLength = new Member[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int of = length;
            byLength[length] = members.stream()
                    .filter(member -> member.name().length == of)
                    .toArray(Member[]::new);
        }
    }

    /** The names each field may have; where a line has several of them, its first counts. */
    static JsonFields of(Map<Field, List<String>> names) {
        JsonFields root = new JsonFields(List.of());
        for (Map.Entry<Field, List<String>> field : names.entrySet()) {
            for (String path : field.getValue()) {
                root = root.with(List.of(path.split("\\.", -1)), field.getKey());
            }
        }
        return root;
    }

    private JsonFields with(List<String> path, Field field) {
        byte[] name = path.get(0).getBytes(StandardCharsets.UTF_8);
        List<Member> others = new ArrayList<>(members);
        Member known = member(name, 0, name.length);
        if (known == null) {
            known = new Member(name, null, null);
        } else {
            others.remove(known);
        }
        if (path.size() == 1) {
            others.add(new Member(name, field, known.inside()));
        } else {
            JsonFields inside = known.inside() == null ? new JsonFields(List.of()) : known.inside();
            others.add(new Member(name, known.field(), inside.with(path.subList(1, path.size()), field)));
        }
        return new JsonFields(others);
    }

    /** The member of a name; null when nobody wants it. */
    @Nullable
    Member member(byte[] line, int from, int to) {
        int length = to - from;
        if (length >= byLength.length) {
            return null;
        }
        for (Member member : byLength[length]) {
            if (Arrays.equals(member.name(), 0, length, line, from, to)) {
                return member;
            }
        }
        return null;
    }
}
