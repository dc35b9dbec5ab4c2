package io.meterhouse.jobs.landing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Takes secrets out of an answer before it is first written. Key hashes are no secrets; whatever opens a door is. */
public final class Secrets {

    private static final Pattern SECRET_FIELD = Pattern.compile(
            "password|passwd|passphrase|passcode|^pass$|secret|credential|authorization|(auth|access|refresh)token"
                    + "|(private|access|api|master|encryption|signing|salt)key"
                    + "|connectionstring|webhook|callbackvars|config|permissionsheader");
    private static final Pattern RAW_KEY = Pattern.compile("sk-(?!\\.\\.\\.).{8,}");

    /** Also right behind an escape of JSON or of an address, whose last letter belongs to it and not to the text. */
    private static final Pattern RAW_KEY_IN_TEXT = Pattern.compile(
            "(?:(?<![A-Za-z0-9])|(?<=\\\\[bfnrt])|(?<=\\\\u[0-9A-Fa-f]{4})|(?<=%[0-9A-Fa-f]{2}))sk-[A-Za-z0-9_-]{16,}");

    private Secrets() {}

    /** What is left of an answer of LiteLLM: fields whose name says that they hold a secret go, and so does every raw key. */
    public static JsonNode remove(JsonNode node) {
        return remove(node, (name, value) -> SECRET_FIELD.matcher(letters(name)).find(), Secrets::masked);
    }

    /**
     * What is left of a document: fields of such names go, and so does every raw key.
     *
     * @param isSecret whether a field of that name and that value holds a secret
     * @param masked what is kept of every other text
     */
    public static JsonNode remove(JsonNode node, BiPredicate<String, JsonNode> isSecret, UnaryOperator<String> masked) {
        if (node instanceof ObjectNode object) {
            List<String> secret = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (isSecret.test(field.getKey(), field.getValue()) || isRawKey(field.getValue())) {
                    secret.add(field.getKey());
                } else {
                    field.setValue(remove(field.getValue(), isSecret, masked));
                }
            }
            object.remove(secret);
        } else if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (isRawKey(array.get(i))) {
                    array.remove(i);
                } else {
                    array.set(i, remove(array.get(i), isSecret, masked));
                }
            }
        } else if (node.isString()) {
            String kept = masked.apply(node.stringValue());
            return kept.equals(node.stringValue()) ? node : StringNode.valueOf(kept);
        }
        return node;
    }

    /** A field's name less case and punctuation: {@code x-api-key}, {@code apiKey} and {@code API_KEY} say the same. */
    public static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** The text with a mark in place of each raw key; the same key has the same mark, so that what differed still does. */
    public static String masked(String text) {
        return text.contains("sk-")
                ? RAW_KEY_IN_TEXT.matcher(text).replaceAll(key -> "sk-…" + digest(key.group()))
                : text;
    }

    /** A JSON answer with its raw keys masked. */
    public static byte[] masked(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        String masked = masked(text);
        return masked.equals(text) ? json : masked.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-256", impossible);
        }
    }

    private static boolean isRawKey(JsonNode value) {
        return value.isString() && RAW_KEY.matcher(value.stringValue()).matches();
    }
}
