package io.meterhouse.jobs.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deployment in the invented catalogue, with its prices in US dollars per token. */
record ModelOffer(
        String model,
        String group,
        String provider,
        String mode,
        double promptPrice,
        double completionPrice,
        double cacheReadPrice,
        double cacheCreationPrice) {

    /** The one model stored under a bare name, which two providers serve. */
    static final ModelOffer SERVED_BY_TWO =
            new ModelOffer("mistral-large-latest", "mistral-large", "mistral", "chat", 2e-6, 6e-6, 0, 0);

    static final ModelOffer SONNET = new ModelOffer(
            "anthropic/claude-sonnet-4-20250514", "claude-sonnet-4", "anthropic", "chat", 3e-6, 1.5e-5, 3e-7, 3.75e-6);

    static final List<ModelOffer> ALL = List.of(
            new ModelOffer("openai/gpt-4o", "gpt-4o", "openai", "chat", 2.5e-6, 1e-5, 1.25e-6, 0),
            new ModelOffer("openai/gpt-4o-mini", "gpt-4o-mini", "openai", "chat", 1.5e-7, 6e-7, 7.5e-8, 0),
            SONNET,
            new ModelOffer(
                    "anthropic/claude-3-5-haiku-20241022",
                    "claude-3-5-haiku",
                    "anthropic",
                    "chat",
                    8e-7,
                    4e-6,
                    8e-8,
                    1e-6),
            new ModelOffer("azure/gpt-4o-eu", "gpt-4o-eu", "azure", "chat", 2.75e-6, 1.1e-5, 1.375e-6, 0),
            new ModelOffer("azure/gpt-4o-mini-eu", "gpt-4o-mini-eu", "azure", "chat", 1.65e-7, 6.6e-7, 8.3e-8, 0),
            new ModelOffer(
                    "bedrock/anthropic.claude-3-5-sonnet-20240620-v1:0",
                    "claude-3-5-sonnet-bedrock",
                    "bedrock",
                    "chat",
                    3e-6,
                    1.5e-5,
                    0,
                    0),
            new ModelOffer("vertex_ai/gemini-2.5-pro", "gemini-2.5-pro", "vertex_ai", "chat", 1.25e-6, 1e-5, 3.1e-7, 0),
            new ModelOffer(
                    "vertex_ai/gemini-2.5-flash", "gemini-2.5-flash", "vertex_ai", "chat", 3e-7, 2.5e-6, 3e-8, 0),
            SERVED_BY_TWO,
            new ModelOffer("cohere/command-a-03-2025", "command-a", "cohere", "chat", 2.5e-6, 1e-5, 0, 0),
            new ModelOffer(
                    "hosted_vllm/meta-llama/Llama-3.3-70B-Instruct",
                    "llama-3.3-70b-onprem",
                    "hosted_vllm",
                    "chat",
                    0,
                    0,
                    0,
                    0),
            new ModelOffer(
                    "openai/text-embedding-3-small", "text-embedding-3-small", "openai", "embedding", 2e-8, 0, 0, 0),
            new ModelOffer(
                    "bedrock/amazon.titan-embed-text-v2:0", "titan-embed", "bedrock", "embedding", 2e-8, 0, 0, 0));

    boolean embeds() {
        return mode.equals("embedding");
    }

    String endpoint() {
        return embeds() ? "/embeddings" : "/chat/completions";
    }

    /** How the gateway describes the deployment; prices are absent from a model that has none. */
    GatewayDirectory.Model described() {
        Map<String, @Nullable Object> information = new LinkedHashMap<>();
        information.put("id", DemoNames.hash("deployment " + model));
        information.put("db_model", false);
        if (promptPrice > 0) {
            information.put("key", model.substring(model.indexOf('/') + 1));
            information.put("input_cost_per_token", promptPrice);
            information.put("output_cost_per_token", completionPrice);
            information.put("cache_read_input_token_cost", cacheReadPrice > 0 ? cacheReadPrice : null);
            information.put("cache_creation_input_token_cost", cacheCreationPrice > 0 ? cacheCreationPrice : null);
            information.put("litellm_provider", provider);
        }
        information.put("mode", mode);
        information.put("max_input_tokens", embeds() ? 8_192 : 128_000);
        return new GatewayDirectory.Model(group, model, information);
    }
}
