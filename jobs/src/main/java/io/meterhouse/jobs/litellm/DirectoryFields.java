package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.directory.KeyMetadata;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of directory entries that are loaded; no other is ever written, for any other may hold a secret. */
final class DirectoryFields {

    static final List<String> OF_KEY = List.of(
            "key_alias",
            "user_id",
            "team_id",
            "org_id",
            "project_id",
            "blocked",
            "created_at",
            "expires",
            "max_budget",
            "soft_budget",
            "budget_duration",
            "budget_reset_at");
    static final List<String> OF_KEY_METADATA = List.of("service_account_id");
    static final List<String> OF_DELETED_KEY = List.of("deleted_at");
    static final List<String> OF_USER = List.of(
            "user_alias",
            "user_email",
            "user_role",
            "teams",
            "organization_memberships",
            "created_at",
            "max_budget",
            "soft_budget",
            "budget_duration",
            "budget_reset_at");
    static final List<String> OF_TEAM = List.of(
            "team_alias",
            "organization_id",
            "blocked",
            "created_at",
            "max_budget",
            "soft_budget",
            "budget_duration",
            "budget_reset_at");
    static final List<String> OF_DEPLOYMENT = List.of("model_name");
    static final List<String> OF_PARAMETERS = List.of("model");
    static final List<String> OF_MODEL = List.of(
            "mode",
            "input_cost_per_token",
            "output_cost_per_token",
            "cache_read_input_token_cost",
            "cache_creation_input_token_cost",
            "max_input_tokens");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DirectoryFields() {}

    /**
     * An answer less every field of its entries that is not loaded.
     *
     * @param list field that holds the entries; null where the answer itself is the list
     * @param keyMetadata fields of keys' metadata that are loaded beside those that always are
     */
    static JsonNode only(@Nullable String list, Set<String> keyMetadata, JsonNode answer) {
        ArrayNode entries = JSON.createArrayNode();
        (list == null ? answer : answer.path(list)).forEach(entry -> entries.add(entry(list, keyMetadata, entry)));
        if (list == null) {
            return entries;
        }
        ObjectNode only = JSON.createObjectNode();
        answer.properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                only.set(field.getKey(), field.getValue());
            }
        });
        only.set(list, entries);
        return only;
    }

    private static ObjectNode entry(@Nullable String list, Set<String> keyMetadata, JsonNode entry) {
        if (list == null) {
            return fields(entry, List.of("team_id"), OF_TEAM);
        }
        return switch (list) {
            case "keys" -> {
                ObjectNode key = fields(entry, List.of("token"), OF_KEY, OF_DELETED_KEY);
                ObjectNode metadata = KeyMetadata.only(keyMetadata, entry.path("metadata"));
                metadata.setAll(fields(entry.path("metadata"), OF_KEY_METADATA));
                key.set("metadata", metadata);
                yield key;
            }
            case "users" -> fields(entry, List.of("user_id"), OF_USER);
            case "data" -> {
                ObjectNode deployment = fields(entry, OF_DEPLOYMENT);
                deployment.set("litellm_params", fields(entry.path("litellm_params"), OF_PARAMETERS));
                deployment.set("model_info", fields(entry.path("model_info"), List.of("id"), OF_MODEL));
                yield deployment;
            }
            default -> throw new IllegalArgumentException("A directory has no list '" + list + "'");
        };
    }

    @SafeVarargs
    private static ObjectNode fields(JsonNode entry, List<String>... names) {
        ObjectNode fields = JSON.createObjectNode();
        for (List<String> some : names) {
            for (String name : some) {
                JsonNode value = entry.path(name);
                if (!value.isMissingNode()) {
                    fields.set(name, value);
                }
            }
        }
        return fields;
    }
}
