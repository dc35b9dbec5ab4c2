package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who and what the gateway knows beside usage: users, keys, deleted keys, teams and model deployments. */
public record GatewayDirectory(
        List<User> users, List<Key> keys, List<Key> deletedKeys, List<Team> teams, List<Model> models) {

    public GatewayDirectory {
        users = List.copyOf(users);
        keys = List.copyOf(keys);
        deletedKeys = List.copyOf(deletedKeys);
        teams = List.copyOf(teams);
        models = List.copyOf(models);
    }

    /** A user; the role is one of the gateway's own words, such as {@code internal_user} or {@code proxy_admin}. */
    public record User(
            String id,
            @Nullable String email,
            @Nullable String alias,
            String role,
            List<String> teams,
            double spend,
            int keyCount,
            String createdAt,
            String updatedAt) {}

    /** A virtual key, known by the hash of its secret; {@code deletedAt} is empty while the key is alive. */
    public record Key(
            String token,
            String name,
            @Nullable String alias,
            @Nullable String userId,
            @Nullable String teamId,
            double spend,
            @Nullable Double maxBudget,
            @Nullable String budgetDuration,
            @Nullable String budgetResetAt,
            List<String> models,
            Map<String, String> metadata,
            String createdAt,
            String updatedAt,
            @Nullable String deletedAt) {}

    /** A team; the first member is its admin. */
    public record Team(
            String id,
            String alias,
            List<String> members,
            @Nullable Double maxBudget,
            double spend,
            String createdAt,
            String updatedAt) {}

    /** A deployment: the public name, the model it calls, and what the gateway tells about it. */
    public record Model(String group, String model, Map<String, ?> information) {}

    /** A directory that knows nobody. */
    public static GatewayDirectory empty() {
        return new GatewayDirectory(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Reads answers kept from a gateway: {@code user-list}, {@code key-list-full}, team-list.json, model-info.json. */
    public static GatewayDirectory fromAnswers(Path folder) throws IOException {
        List<User> users = new ArrayList<>();
        for (JsonNode page : pages(folder.resolve("user-list"))) {
            page.required("users").forEach(user -> users.add(user(user)));
        }
        List<Key> keys = new ArrayList<>();
        for (JsonNode page : pages(folder.resolve("key-list-full"))) {
            page.required("keys").forEach(key -> keys.add(key(key)));
        }
        List<Team> teams = new ArrayList<>();
        read(folder.resolve("team-list.json")).forEach(team -> teams.add(team(team)));
        List<Model> models = new ArrayList<>();
        read(folder.resolve("model-info.json")).required("data").forEach(model -> models.add(model(model)));
        return new GatewayDirectory(users, keys, List.of(), teams, models);
    }

    private static List<JsonNode> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(GatewayDirectory::read).toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the kept answer " + file, unreadable);
        }
    }

    private static User user(JsonNode json) {
        return new User(
                json.required("user_id").asString(),
                textOrNull(json, "user_email"),
                textOrNull(json, "user_alias"),
                json.required("user_role").asString(),
                texts(json.required("teams")),
                json.required("spend").asDouble(),
                json.required("key_count").asInt(),
                json.required("created_at").asString(),
                json.required("updated_at").asString());
    }

    private static Key key(JsonNode json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.required("metadata").properties()) {
            metadata.put(entry.getKey(), entry.getValue().asString());
        }
        return new Key(
                json.required("token").asString(),
                json.required("key_name").asString(),
                textOrNull(json, "key_alias"),
                textOrNull(json, "user_id"),
                textOrNull(json, "team_id"),
                json.required("spend").asDouble(),
                numberOrNull(json, "max_budget"),
                textOrNull(json, "budget_duration"),
                textOrNull(json, "budget_reset_at"),
                texts(json.required("models")),
                metadata,
                json.required("created_at").asString(),
                json.required("updated_at").asString(),
                null);
    }

    private static Team team(JsonNode json) {
        List<String> members = new ArrayList<>();
        json.required("members_with_roles")
                .forEach(member -> members.add(member.required("user_id").asString()));
        return new Team(
                json.required("team_id").asString(),
                json.required("team_alias").asString(),
                members,
                numberOrNull(json, "max_budget"),
                json.required("spend").asDouble(),
                json.required("created_at").asString(),
                json.required("updated_at").asString());
    }

    private static Model model(JsonNode json) {
        Map<String, JsonNode> information = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.required("model_info").properties()) {
            information.put(entry.getKey(), entry.getValue());
        }
        return new Model(
                json.required("model_name").asString(),
                json.required("litellm_params").required("model").asString(),
                information);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? null : value.asString();
    }

    private static @Nullable Double numberOrNull(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? null : value.asDouble();
    }
}
