package io.meterhouse.jobs.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the lists of users, keys, teams and models with every field the gateway sends, mostly null. */
final class DirectoryJson {

    // The key endpoint answers with a database view; these of its fields are null unless budgets or limits are set.
    private static final List<String> NULL_KEY_FIELDS = List.of(
            "object_permission_id",
            "object_permission",
            "rotation_interval",
            "last_rotation_at",
            "key_rotation_at",
            "team_spend",
            "team_alias",
            "team_tpm_limit",
            "team_rpm_limit",
            "team_max_budget",
            "team_soft_budget",
            "soft_budget",
            "team_model_aliases",
            "team_member",
            "team_metadata",
            "team_object_permission_id",
            "team_member_spend",
            "team_member_tpm_limit",
            "team_member_rpm_limit",
            "end_user_id",
            "end_user_tpm_limit",
            "end_user_rpm_limit",
            "end_user_max_budget",
            "organization_max_budget",
            "organization_tpm_limit",
            "organization_rpm_limit",
            "organization_metadata",
            "last_refreshed_at",
            "api_key",
            "user_role",
            "allowed_model_region",
            "parent_otel_span",
            "rpm_limit_per_model",
            "tpm_limit_per_model",
            "user_tpm_limit",
            "user_rpm_limit",
            "user_email",
            "user_spend",
            "user_max_budget",
            "request_route",
            "user");

    private final JsonMapper mapper = JsonMapper.shared();
    private final GatewayDirectory directory;
    private final List<GatewayDirectory.Key> keysNewestFirst;
    private final List<GatewayDirectory.Key> deletedKeysNewestFirst;
    private final List<GatewayDirectory.User> usersNewestFirst;
    private final List<GatewayDirectory.User> usersById;

    DirectoryJson(GatewayDirectory directory) {
        this.directory = directory;
        Comparator<GatewayDirectory.Key> newestFirst = Comparator.comparing(GatewayDirectory.Key::createdAt)
                .thenComparing(GatewayDirectory.Key::token)
                .reversed();
        this.keysNewestFirst = directory.keys().stream().sorted(newestFirst).toList();
        this.deletedKeysNewestFirst =
                directory.deletedKeys().stream().sorted(newestFirst).toList();
        this.usersNewestFirst = directory.users().stream()
                .sorted(Comparator.comparing(GatewayDirectory.User::createdAt).reversed())
                .toList();
        this.usersById = directory.users().stream()
                .sorted(Comparator.comparing(GatewayDirectory.User::id))
                .toList();
    }

    byte[] keys(boolean deleted, @Nullable String owner, int page, int size, boolean fullObjects) {
        List<GatewayDirectory.Key> keys = deleted ? deletedKeysNewestFirst : keysNewestFirst;
        if (owner != null) {
            keys = keys.stream().filter(key -> owner.equals(key.userId())).toList();
        }
        List<Object> listed = new ArrayList<>();
        for (GatewayDirectory.Key key : part(keys, page, size)) {
            listed.add(fullObjects ? key(key) : key.token());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("keys", listed);
        answer.put("total_count", keys.size());
        answer.put("current_page", page);
        answer.put("total_pages", pages(keys.size(), size));
        return mapper.writeValueAsBytes(answer);
    }

    byte[] users(String ids, boolean sortedById, int page, int pageSize) {
        List<GatewayDirectory.User> users = (sortedById ? usersById : usersNewestFirst)
                .stream().filter(user -> isMeant(user.id(), ids)).toList();
        List<Object> listed = new ArrayList<>();
        for (GatewayDirectory.User user : part(users, page, pageSize)) {
            listed.add(user(user));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("users", listed);
        answer.put("total", users.size());
        answer.put("page", page);
        answer.put("page_size", pageSize);
        answer.put("total_pages", pages(users.size(), pageSize));
        return mapper.writeValueAsBytes(answer);
    }

    /** A single id means every user whose id holds it, in any case; several mean exactly those. */
    private static boolean isMeant(String userId, String ids) {
        List<String> asked = Arrays.stream(ids.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        if (asked.size() == 1) {
            return userId.toLowerCase(Locale.ROOT).contains(asked.get(0).toLowerCase(Locale.ROOT));
        }
        return asked.isEmpty() || asked.contains(userId);
    }

    byte[] teams() {
        return mapper.writeValueAsBytes(
                directory.teams().stream().map(DirectoryJson::team).toList());
    }

    byte[] models() {
        List<Object> listed = new ArrayList<>();
        for (GatewayDirectory.Model model : directory.models()) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("use_in_pass_through", false);
            parameters.put("use_litellm_proxy", false);
            parameters.put("merge_reasoning_content_in_choices", false);
            parameters.put("model", model.model());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("model_name", model.group());
            entry.put("litellm_params", parameters);
            entry.put("model_info", model.information());
            listed.add(entry);
        }
        return mapper.writeValueAsBytes(Map.of("data", listed));
    }

    private static <T> List<T> part(List<T> all, int page, int size) {
        long from = Math.min(all.size(), (page - 1L) * size);
        return all.subList((int) from, (int) Math.min(all.size(), from + size));
    }

    private static int pages(int count, int size) {
        return (count + size - 1) / size;
    }

    private static Map<String, @Nullable Object> key(GatewayDirectory.Key key) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("token", key.token());
        fields.put("key_name", key.name());
        fields.put("key_alias", key.alias());
        fields.put("spend", key.spend());
        fields.put("max_budget", key.maxBudget());
        fields.put("expires", null);
        fields.put("models", key.models());
        fields.put("aliases", Map.of());
        fields.put("config", Map.of());
        fields.put("user_id", key.userId());
        fields.put("team_id", key.teamId());
        fields.put("max_parallel_requests", null);
        fields.put("metadata", key.metadata());
        fields.put("tpm_limit", null);
        fields.put("rpm_limit", null);
        fields.put("budget_duration", key.budgetDuration());
        fields.put("budget_reset_at", key.budgetResetAt());
        fields.put("allowed_cache_controls", List.of());
        fields.put("allowed_routes", List.of());
        fields.put("permissions", Map.of());
        fields.put("model_spend", Map.of());
        fields.put("model_max_budget", Map.of());
        fields.put("soft_budget_cooldown", false);
        fields.put("blocked", null);
        fields.put("litellm_budget_table", null);
        fields.put("org_id", null);
        fields.put("created_at", key.createdAt());
        fields.put("created_by", "default_user_id");
        fields.put("updated_at", key.updatedAt());
        fields.put("updated_by", "default_user_id");
        fields.put("rotation_count", 0);
        fields.put("auto_rotate", false);
        fields.put("router_settings", Map.of());
        fields.put("team_models", List.of());
        fields.put("team_blocked", false);
        for (String name : NULL_KEY_FIELDS) {
            fields.put(name, null);
        }
        if (key.deletedAt() != null) {
            fields.put("id", key.token());
            fields.put("deleted_at", key.deletedAt());
            fields.put("deleted_by", "default_user_id");
        }
        return fields;
    }

    private static Map<String, @Nullable Object> user(GatewayDirectory.User user) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("user_id", user.id());
        fields.put("max_budget", null);
        fields.put("spend", user.spend());
        fields.put("model_max_budget", Map.of());
        fields.put("model_spend", Map.of());
        fields.put("user_email", user.email());
        fields.put("user_alias", user.alias());
        fields.put("models", List.of());
        fields.put("tpm_limit", null);
        fields.put("rpm_limit", null);
        fields.put("user_role", user.role());
        fields.put("organization_memberships", null);
        fields.put("teams", user.teams());
        fields.put("sso_user_id", null);
        fields.put("budget_duration", null);
        fields.put("budget_reset_at", null);
        fields.put("metadata", Map.of());
        fields.put("created_at", user.createdAt());
        fields.put("updated_at", user.updatedAt());
        fields.put("object_permission", null);
        fields.put("key_count", user.keyCount());
        return fields;
    }

    private static Map<String, @Nullable Object> team(GatewayDirectory.Team team) {
        List<Object> members = new ArrayList<>();
        for (String member : team.members()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("user_id", member);
            fields.put("user_email", null);
            fields.put("role", members.isEmpty() ? "admin" : "user");
            members.add(fields);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("team_alias", team.alias());
        fields.put("team_id", team.id());
        fields.put("organization_id", null);
        fields.put("admins", List.of());
        fields.put("members", List.of());
        fields.put("members_with_roles", members);
        fields.put("team_member_permissions", List.of());
        fields.put("metadata", Map.of());
        fields.put("tpm_limit", null);
        fields.put("rpm_limit", null);
        fields.put("max_budget", team.maxBudget());
        fields.put("soft_budget", null);
        fields.put("budget_duration", null);
        fields.put("models", List.of());
        fields.put("blocked", false);
        fields.put("router_settings", Map.of());
        fields.put("spend", team.spend());
        fields.put("max_parallel_requests", null);
        fields.put("budget_reset_at", null);
        fields.put("model_id", null);
        fields.put("litellm_model_table", null);
        fields.put("object_permission", null);
        fields.put("updated_at", team.updatedAt());
        fields.put("created_at", team.createdAt());
        fields.put("object_permission_id", null);
        fields.put("team_memberships", List.of());
        fields.put("keys", List.of());
        return fields;
    }
}
