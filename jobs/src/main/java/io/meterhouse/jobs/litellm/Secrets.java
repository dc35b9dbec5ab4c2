package io.meterhouse.jobs.litellm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes secrets out of an answer before it is first written. Key hashes are no secrets; whatever opens a door is. */
final class Secrets {

    private static final Pattern SECRET_FIELD = Pattern.compile(
            "password|passwd|secret|credential|private_key|access_key|authorization|auth_token|access_token|refresh_token"
                    + "|api_key|connection_string|webhook|callback_vars|config|permissions_header");
    private static final Pattern RAW_KEY = Pattern.compile("sk-(?!\\.\\.\\.).{8,}");
    private static final Pattern RAW_KEY_IN_TEXT = Pattern.compile("(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}");

    private Secrets() {}

    static JsonNode remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> secret = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey().toLowerCase(Locale.ROOT);
                if (SECRET_FIELD.matcher(name).find() || isRawKey(field.getValue())) {
                    secret.add(field.getKey());
                } else {
                    field.setValue(remove(field.getValue()));
                }
            }
            object.remove(secret);
        } else if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (isRawKey(array.get(i))) {
                    array.remove(i);
                } else {
                    array.set(i, remove(array.get(i)));
                }
            }
        } else if (node.isString()) {
            Matcher keyInText = RAW_KEY_IN_TEXT.matcher(node.stringValue());
            return keyInText.find() ? StringNode.valueOf(keyInText.replaceAll("sk-…")) : node;
        }
        return node;
    }

    private static boolean isRawKey(JsonNode value) {
        return value.isString() && RAW_KEY.matcher(value.stringValue()).matches();
    }
}
