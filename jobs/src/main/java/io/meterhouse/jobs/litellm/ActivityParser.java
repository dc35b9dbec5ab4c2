package io.meterhouse.jobs.litellm;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one page of {@code GET /user/daily/activity} as a stream and adds it to the day.
 *
 * <p>Unknown fields are passed over, absent ones are nothing: versions of LiteLLM differ in both.
 */
final class ActivityParser {

    private static final int LONGEST_SPEND = 24;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 20)
                    .maxNameLength(1 << 20)
                    .build())
            .build();

    private final LocalDate day;
    private final DayActivity activity;

    ActivityParser(LocalDate day, DayActivity activity) {
        this.day = day;
        this.activity = activity;
    }

    /**
     * Adds a page.
     *
     * @throws UnreadableAnswerException when it is cut, is not JSON, or has another shape
     */
    ActivityPage add(InputStream page) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), page)) {
            return root(parser);
        } catch (JacksonException notJson) {
            throw new UnreadableAnswerException(
                    "The answer is not whole JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private ActivityPage root(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableAnswerException("The answer is JSON but not an object.");
        }
        boolean hasResults = false;
        ActivityPage page = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("results") && value == JsonToken.START_ARRAY) {
                hasResults = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    require(parser.currentToken() == JsonToken.START_OBJECT, "its list 'results' holds no objects");
                    result(parser);
                }
            } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                page = metadata(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (!hasResults || page == null) {
            throw new UnreadableAnswerException(
                    "The answer is JSON of another shape: it lacks the list 'results' or the object 'metadata' with 'total_pages'.");
        }
        return page;
    }

    private static @Nullable ActivityPage metadata(JsonParser parser) {
        int totalPages = -1;
        boolean hasMore = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("total_pages") && value == JsonToken.VALUE_NUMBER_INT) {
                totalPages = parser.getIntValue();
            } else if (field.equals("has_more")) {
                hasMore = value == JsonToken.VALUE_TRUE;
            } else {
                parser.skipChildren();
            }
        }
        return totalPages < 0 ? null : new ActivityPage(totalPages, hasMore);
    }

    private void result(JsonParser parser) {
        boolean hasDate = false;
        boolean hasMetrics = false;
        boolean hasBreakdown = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("date") && value == JsonToken.VALUE_STRING) {
                requireDay(parser.getString());
                hasDate = true;
            } else if (field.equals("metrics") && value == JsonToken.START_OBJECT) {
                metrics(parser, activity.total);
                hasMetrics = true;
            } else if (field.equals("breakdown") && value == JsonToken.START_OBJECT) {
                breakdown(parser);
                hasBreakdown = true;
            } else {
                parser.skipChildren();
            }
        }
        require(hasDate && hasMetrics && hasBreakdown, "a day lacks its 'date', 'metrics' or 'breakdown'");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnreadableAnswerException("The answer is JSON of another shape: " + otherwise + ".");
        }
    }

    private void requireDay(String answered) {
        if (!answered.equals(day.toString())) {
            throw new UnreadableAnswerException("The answer to a question about %s is about '%s'."
                    .formatted(day, answered.substring(0, Math.min(answered.length(), 40))));
        }
    }

    private void breakdown(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            Dimension dimension = Dimension.ofField(field);
            JsonToken value = parser.nextToken();
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else if (dimension != null) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    DayActivity.Member member = memberOf(dimension, parser.currentName());
                    requireObject(parser, field);
                    member(parser, member);
                }
            } else if (field.equals("api_keys")) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String hash = parser.currentName();
                    requireObject(parser, field);
                    key(parser, hash, activity.key(hash));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Versions before 1.81 give usage without a model an entry of its own; later ones give it none, as it is read here. */
    private DayActivity.Member memberOf(Dimension dimension, String name) {
        return name.isEmpty() ? new DayActivity.Member() : activity.member(dimension, name);
    }

    private void member(JsonParser parser, DayActivity.Member member) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("metrics") && value == JsonToken.START_OBJECT) {
                metrics(parser, member.total);
            } else if (field.equals("api_key_breakdown") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String hash = parser.currentName();
                    requireObject(parser, field);
                    key(parser, hash, member.key(hash));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void key(JsonParser parser, String hash, Counters counters) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("metrics") && value == JsonToken.START_OBJECT) {
                metrics(parser, counters);
            } else if (field.equals("metadata")
                    && value == JsonToken.START_OBJECT
                    && !activity.keyMetadata.containsKey(hash)) {
                activity.keyMetadata.put(hash, keyMetadata(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static DayActivity.KeyMetadata keyMetadata(JsonParser parser) {
        String alias = null;
        String team = null;
        String user = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                switch (field) {
                    case "key_alias" -> alias = parser.getString();
                    case "team_id" -> team = parser.getString();
                    case "user_id" -> user = parser.getString();
                    default -> {}
                }
            } else {
                parser.skipChildren();
            }
        }
        return new DayActivity.KeyMetadata(alias, team, user);
    }

    private static void requireObject(JsonParser parser, String breakdown) {
        require(parser.nextToken() == JsonToken.START_OBJECT, "an entry of '" + breakdown + "' is no object");
    }

    private static void metrics(JsonParser parser, Counters counters) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "spend" -> counters.spend = counters.spend.add(spend(parser, value));
                case "api_requests" -> counters.requests += count(parser, value, field);
                case "successful_requests" -> counters.successfulRequests += count(parser, value, field);
                case "failed_requests" -> counters.failedRequests += count(parser, value, field);
                case "prompt_tokens" -> counters.promptTokens += count(parser, value, field);
                case "completion_tokens" -> counters.completionTokens += count(parser, value, field);
                case "cache_read_input_tokens" -> counters.cacheReadTokens += count(parser, value, field);
                case "cache_creation_input_tokens" -> counters.cacheWriteTokens += count(parser, value, field);
                case "total_response_time_ms" -> counters.responseTimeMillis += count(parser, value, field);
                case "timed_requests" -> counters.timedRequests += count(parser, value, field);
                default -> parser.skipChildren();
            }
        }
    }

    private static long count(JsonParser parser, JsonToken value, String field) {
        if (value == JsonToken.VALUE_NULL) {
            return 0;
        }
        require(value.isNumeric(), "its '" + field + "' is no number");
        return parser.getLongValue();
    }

    /** The number as it is written; one whose exponent would fill the memory or the column is none. */
    private static BigDecimal spend(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return BigDecimal.ZERO;
        }
        require(value.isNumeric(), "its 'spend' is no number");
        BigDecimal spend = parser.getDecimalValue();
        long digitsBeforePoint = (long) spend.precision() - spend.scale();
        require(digitsBeforePoint <= LONGEST_SPEND && spend.scale() <= 1000, "its 'spend' is out of all proportion");
        return spend;
    }
}
