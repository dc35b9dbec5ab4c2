package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers each route as LiteLLM does, of the rows and the directory it is given. */
final class GatewayRoutes {

    private final GatewayScript script;
    private final GatewayCallers callers;
    private final RecentDays rows;
    private final ActivityJson activityJson;
    private final DirectoryJson directoryJson;

    GatewayRoutes(GatewayScript script) {
        this.script = script;
        this.callers = new GatewayCallers(script);
        this.rows = new RecentDays(script.rows());
        this.activityJson = new ActivityJson(script.directory());
        this.directoryJson = new DirectoryJson(callers.addedTo(script.directory()));
    }

    /** Never throws: whatever fails becomes an answer. */
    Answer answer(ReceivedRequest request, @Nullable String authorization, @Nullable Fault fault) {
        try {
            if (!request.method().equals("GET")) {
                throw RefusedRequestException.plainDetail(405, "Method Not Allowed");
            }
            if (request.path().equals("/health/readiness")) {
                return Answer.json(200, readiness());
            }
            return switch (request.path()) {
                case "/user/daily/activity" -> activity(request, callers.of(authorization), fault);
                case "/user/daily/activity/aggregated" -> aggregated(request, callers.of(authorization));
                case "/key/list" -> keys(request, callers.of(authorization));
                case "/key/info" -> Answer.json(200, callers.keyInfo(authorization));
                case "/user/list" -> users(request, callers.of(authorization));
                case "/team/list" -> {
                    GatewayCallers.requireView(callers.of(authorization));
                    yield Answer.json(200, directoryJson.teams());
                }
                case "/audit" -> audit(request, authorization);
                case "/model/info", "/v1/model/info" -> {
                    callers.of(authorization);
                    yield Answer.json(200, directoryJson.models());
                }
                default -> throw RefusedRequestException.plainDetail(404, "Not Found");
            };
        } catch (RefusedRequestException refused) {
            return refused.answer();
        } catch (RuntimeException broken) {
            // What the real gateway answers to any failure of its database; the cause is for whoever debugs a test.
            return RefusedRequestException.detail(500, "Failed to fetch analytics: " + broken)
                    .answer();
        }
    }

    private Answer activity(ReceivedRequest request, GatewayScript.Caller caller, @Nullable Fault fault) {
        int page = RequestParameters.number(request, "page", 1, 1, Integer.MAX_VALUE);
        int pageSize = RequestParameters.number(request, "page_size", 50, 1, 1000);
        RequestParameters.requireDates(request);
        ActivityQuery query;
        try {
            query = RequestParameters.query(request, caller);
        } catch (DateTimeParseException unusual) {
            // The real gateway compares dates as text here, so an unpadded date silently selects the wrong rows.
            query = new ActivityQuery(LocalDate.EPOCH.plusDays(1), LocalDate.EPOCH, null, null, null);
        }
        int shift = fault instanceof Fault.DisplacedPage displaced ? displaced.rows() : 0;
        Activity answer = query.page(rows, page, pageSize, shift);
        return Answer.json(
                200,
                activityJson.write(fault instanceof Fault.OtherPaging paging ? answer.withPaging(paging) : answer));
    }

    private Answer aggregated(ReceivedRequest request, GatewayScript.Caller caller) {
        GatewayCallers.requireMoreThanView(caller, request.path());
        RequestParameters.requireDates(request);
        try {
            return Answer.json(
                    200,
                    activityJson.write(RequestParameters.query(request, caller).aggregated(rows, script.keyLimit())));
        } catch (DateTimeParseException malformed) {
            throw RefusedRequestException.detail(400, "Invalid date format. Use YYYY-MM-DD");
        }
    }

    private Answer audit(ReceivedRequest request, @Nullable String authorization) {
        AuditTrail trail = script.auditTrail();
        if (trail == null) {
            throw RefusedRequestException.plainDetail(404, "Not Found");
        }
        GatewayScript.Caller caller = callers.of(authorization);
        GatewayCallers.requireView(caller);
        GatewayCallers.requireMoreThanView(caller, request.path());
        return Answer.json(200, trail.page(request));
    }

    private Answer keys(ReceivedRequest request, GatewayScript.Caller caller) {
        int page = RequestParameters.number(request, "page", 1, 1, Integer.MAX_VALUE);
        int size = RequestParameters.number(request, "size", 10, 1, 100);
        String status = request.parameter("status").orElse("");
        if (!status.isEmpty() && !status.equals("deleted")) {
            throw RefusedRequestException.error(
                    400, "bad_request_error", "Invalid status value. Currently only 'deleted' is supported.");
        }
        boolean fullObjects =
                request.parameter("return_full_object").orElse("false").equalsIgnoreCase("true");
        String owner = caller.role().seesEverybody() ? null : caller.userId();
        return Answer.json(200, directoryJson.keys(!status.isEmpty(), owner, page, size, fullObjects));
    }

    private Answer users(ReceivedRequest request, GatewayScript.Caller caller) {
        if (caller.role() != GatewayScript.Role.ORGANISATION_ADMIN) {
            GatewayCallers.requireView(caller);
        }
        int page = RequestParameters.number(request, "page", 1, 1, Integer.MAX_VALUE);
        int pageSize = RequestParameters.number(request, "page_size", 25, 1, 100);
        boolean sortedById = request.parameter("sort_by").orElse("").equals("user_id");
        return Answer.json(
                200, directoryJson.users(request.parameter("user_ids").orElse(""), sortedById, page, pageSize));
    }

    private String readiness() {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("status", "healthy", "db", "connected", "litellm_version", script.version()));
    }
}
