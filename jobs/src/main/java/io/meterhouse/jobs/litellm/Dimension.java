package io.meterhouse.jobs.litellm;

import org.jspecify.annotations.Nullable;

/** A breakdown of a day's answer whose members list their keys. */
enum Dimension {
    MODEL("models", "model"),
    PROVIDER("providers", "provider"),
    USER("entities", "user"),
    ENDPOINT("endpoints", "endpoint"),
    MODEL_GROUP("model_groups", "model_group"),
    MCP_TOOL("mcp_servers", "mcp_tool");

    /** Name of the map in LiteLLM's answer. */
    final String field;

    /** Name of the scope in the warehouse. */
    final String scope;

    Dimension(String field, String scope) {
        this.field = field;
        this.scope = scope;
    }

    static @Nullable Dimension ofField(String field) {
        for (Dimension dimension : values()) {
            if (dimension.field.equals(field)) {
                return dimension;
            }
        }
        return null;
    }
}
