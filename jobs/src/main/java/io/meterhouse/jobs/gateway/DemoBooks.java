package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo's organisation says of itself: who pays, at what price, with which budgets and plans, what providers invoiced, and what is asked again.
 *
 * @param folder folder of the books
 * @param users list of users with their tiers
 */
public record DemoBooks(Path folder, Path users) {

    /**
     * Writes the books.
     *
     * @param samples folder to write into; it is made
     * @throws IOException when they cannot be written
     */
    public static DemoBooks write(DemoUsage usage, Path samples) throws IOException {
        Path folder = Files.createDirectories(samples.resolve("books"));
        Files.write(folder.resolve("cost_centres.csv"), costCentres());
        Files.write(folder.resolve("attribution.csv"), attribution());
        Files.write(folder.resolve("plan_tiers.csv"), tiers());
        Files.write(folder.resolve("budgets.csv"), budgets(usage));
        Files.write(folder.resolve("alert_rules.csv"), alertRules());
        Files.write(folder.resolve("price_book.csv"), prices(usage));
        Files.write(folder.resolve("exchange_rates.csv"), rates(usage));
        Files.write(folder.resolve("invoices.csv"), invoices(usage));
        Files.write(folder.resolve("providers.csv"), providers());
        Files.write(folder.resolve("request_hashes.csv"), DemoRequestHashes.lines(usage));
        return new DemoBooks(folder, Files.write(samples.resolve("users.csv"), users(usage)));
    }

    private static List<String> costCentres() {
        return List.of(
                "code,name,owner_email,ledger_account,organisation",
                "4100,Product," + DemoIdentifiers.email(0) + ",620100,products",
                "4200,Data and research," + DemoIdentifiers.email(1) + ",620200,products",
                "4300,Customer service," + DemoIdentifiers.email(2) + ",620300,services",
                "4400,Finance," + DemoIdentifiers.email(3) + ",620400,services");
    }

    /** Nobody pays for one team, and for what comes without a key that the directory lists. */
    private static List<String> attribution() {
        return List.of(
                "match,value,cost_centre,project,share_percent,valid_from,valid_to",
                "key_alias,support-assistant,4300,support-assistant,,,",
                "key_alias,nightly-evaluation,4200,model-evaluation,,,",
                "key_alias,document-search,4200,document-search,60,,",
                "key_alias,document-search,4400,document-search,40,,",
                "key_alias,pilot-*,4100,pilot,,,",
                "team,platform,4100,,,,",
                "team,mobile-app,4100,,,,",
                "team,data-science,4200,,,,",
                "team,research,4200,,,,",
                "team,customer-support,4300,,,,",
                "team,finance-ops,4400,,,,");
    }

    private static List<String> tiers() {
        return List.of(
                "tier,monthly_calls,monthly_tokens,monthly_price,currency,order",
                "starter,20000,50000000,19.00,USD,1",
                "professional,150000,400000000,49.00,USD,2",
                "enterprise,,,99.00,USD,3");
    }

    private static List<String> alertRules() {
        return List.of(
                "rule,metric,scope,scope_id,comparison,warning,critical,cool_down,enabled",
                "quota,quota_percent,user,,at_least,80,95,24h,if_fed",
                "soft_budget,soft_budget_percent,any,,above,100,,24h,if_fed",
                "hard_budget,hard_budget_percent,any,,at_least,90,100,24h,if_fed",
                "error_rate,unsuccessful_percent,service,,above,10,25,60m,if_fed",
                "failed_requests,failed_percent,provider,,above,10,25,24h,if_fed",
                "failed_logins,failed_logins,client,,at_least,5,20,60m,if_fed",
                "key_requests,key_requests,api_key,,above,1000,,60m,if_fed",
                "key_addresses,key_addresses,api_key,,above,5,,60m,if_fed",
                "failed_days,failed_days,source,,at_least,1,3,24h,if_fed",
                "volume_drop,volume_drop_percent,total,,at_least,50,90,24h,if_fed",
                "anomalies,anomaly_usd,any,,at_least,50,500,0m,if_fed",
                "silence,silence,any,,at_least,1,,0m,if_fed");
    }

    private static List<String> budgets(DemoUsage usage) {
        LocalDate always = usage.firstDay().withDayOfMonth(1);
        return List.of(
                "scope,scope_id,period,fiscal_start_month,soft_amount,hard_amount,currency,valid_from,valid_to",
                "total,,month,,24000,30000,USD,,",
                "cost_centre,4100,month,,5000,6000,USD,,",
                "cost_centre,4200,month,,,9000,USD,,",
                "cost_centre,4300,month,,5000,7500,USD,,",
                "cost_centre,4400,month,,,2600,EUR," + always + ",",
                "organisation,products,year,7,,400000,USD,,");
    }

    private static List<String> prices(DemoUsage usage) {
        LocalDate always = usage.firstDay().withDayOfMonth(1);
        return List.of(
                "model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source",
                "openai/gpt-4o,openai,2.5,10,1.25,,50,,,,USD,,,86,invented for the demo",
                "openai/gpt-4o-mini,openai,0.15,0.6,0.075,,50,,,,USD,,,74,invented for the demo",
                "anthropic/claude-sonnet-4-20250514,anthropic,3,15,0.3,3.75,50,,,,USD,,,92,invented for the demo",
                "vertex_ai/gemini-2.5-pro,vertex_ai,1.25,10,0.31,,,,,,USD,,,91,invented for the demo",
                "mistral-*,mistral,1.8,5.4,,,,,,,EUR," + always + ",,,contract of the sample",
                "hosted_vllm/*,hosted_vllm,0,0,,,,,,,USD,,,,own machines",
                "service:search,,,,,,,0.0005,,,USD,,,,estimate",
                "service:tts,,,,,,,0.0015,,,USD,,,,estimate",
                "service:stt,,,,,,,0.0012,,,USD,,,,estimate",
                "service:storage,,,,,,,,0.023,GB-month,USD,,,,estimate",
                "service:bandwidth,,,,,,,,0.09,GB,USD,,,,estimate");
    }

    private static List<String> rates(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("month,currency,usd_per_unit,source"));
        YearMonth last = YearMonth.from(usage.lastDay()).plusMonths(1);
        for (YearMonth month = YearMonth.from(usage.firstDay()); !month.isAfter(last); month = month.plusMonths(1)) {
            lines.add("%s,EUR,1.08%d,invented for the demo".formatted(month, month.getMonthValue() % 10));
        }
        return lines;
    }

    /** One invoice is what LiteLLM metered and a little more, the other is in another currency; the other providers sent none yet. */
    private static List<String> invoices(DemoUsage usage) {
        YearMonth month = YearMonth.from(usage.lastDay().plusDays(1)).minusMonths(1);
        return List.of(
                "provider,month,number,net_amount,currency",
                "openai,%s,SAMPLE-%s-1,%s,USD".formatted(month, month, part(usage, month, "openai", "1.012")),
                "mistral,%s,SAMPLE-%s-2,%s,EUR".formatted(month, month, part(usage, month, "mistral", "0.91")));
    }

    /** One provider is invoiced by a reseller, one is the organisation itself. */
    private static List<String> providers() {
        return List.of(
                "provider,service_provider,host_provider,invoice_issuer,billing_account_id,billing_account_name,service_name,region_id,region_name,valid_from,valid_to",
                "openai,OpenAI,,,org-sample,Sample organisation,OpenAI API,,,,",
                "azure,Microsoft,,Sample Reseller,4711-0815,Production,Azure OpenAI Service,swedencentral,Sweden Central,,",
                "anthropic,Anthropic,,,org-sample-2,Sample organisation,Claude API,,,,",
                "bedrock,AWS,,,123456789012,Sample organisation,Amazon Bedrock,eu-central-1,Europe (Frankfurt),,",
                "vertex_ai,Google Cloud,,,sample-4,Sample organisation,Vertex AI,europe-west4,Netherlands,,",
                "cohere,Cohere,,,sample-5,Sample organisation,Cohere API,,,,",
                "mistral,Mistral AI,,,sample-3,Sample organisation,La Plateforme,,,,",
                "hosted_vllm,Own machines,,,own,,Hosted models,own-1,Own data centre,,");
    }

    private static BigDecimal part(DemoUsage usage, YearMonth month, String provider, String factor) {
        double metered = 0;
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            metered += usage.of(day).stream()
                    .filter(row -> provider.equals(row.provider()))
                    .mapToDouble(UsageRow::spend)
                    .sum();
        }
        return BigDecimal.valueOf(metered).multiply(new BigDecimal(factor)).setScale(2, RoundingMode.HALF_UP);
    }

    /** Most are on the tier that fits them; every eighth has grown out of it, and two have none. */
    private static List<String> users(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("user_id,email,name,role,team,organisation,tier"));
        for (int person = 0; person < DemoNames.PEOPLE.size(); person++) {
            double requests = usage.requestsADay(person) / (person % 8 == 7 ? 8 : 1);
            String tier = person == 17 || person == 33
                    ? ""
                    : requests < 700 ? "starter" : requests < 5_500 ? "professional" : "enterprise";
            lines.add(DemoIdentifiers.userId(person) + ",,,,,," + tier);
        }
        return lines;
    }
}
