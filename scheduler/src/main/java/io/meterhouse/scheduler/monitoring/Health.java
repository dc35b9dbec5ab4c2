package io.meterhouse.scheduler.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to "is it well?".
 *
 * @param state as a whole
 * @param checks what was looked at, with what was seen
 */
record Health(State state, Map<String, String> checks) {

    enum State {
        UP,
        /** Nothing speaks against it, and nothing for it yet. */
        UNKNOWN,
        DOWN
    }

    static Health of(State state, String check, String seen) {
        return new Health(state, Map.of(check, seen));
    }

    /** Both together: the worse state, and all that was seen. */
    Health and(Health other) {
        Map<String, String> all = new LinkedHashMap<>(checks);
        all.putAll(other.checks);
        return new Health(state.compareTo(other.state) >= 0 ? state : other.state, all);
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", state.name());
        json.put("checks", checks);
        return JsonMapper.builder().build().writeValueAsString(json);
    }
}
