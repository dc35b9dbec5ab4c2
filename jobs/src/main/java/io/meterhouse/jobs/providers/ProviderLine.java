package io.meterhouse.jobs.providers;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.books.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code providers.csv}.
 *
 * @param provider as LiteLLM names it
 * @param serviceProvider who sells the service
 * @param hostProvider on whose infrastructure it runs; null is the seller
 * @param invoiceIssuer who invoices it; null is the seller
 * @param accountId account that is invoiced; null is the provider
 * @param accountName null when the line names none
 * @param regionId null when the line names none
 * @param regionName null when the line names none
 */
record ProviderLine(
        long line,
        String provider,
        String serviceProvider,
        @Nullable String hostProvider,
        @Nullable String invoiceIssuer,
        @Nullable String accountId,
        @Nullable String accountName,
        String serviceName,
        @Nullable String regionId,
        @Nullable String regionName,
        Validity validity) {

    static final List<String> COLUMNS = List.of(
            "provider",
            "service_provider",
            "host_provider",
            "invoice_issuer",
            "billing_account_id",
            "billing_account_name",
            "service_name",
            "region_id",
            "region_name",
            "valid_from",
            "valid_to");

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it names no provider, seller or service, or holds on no day
     */
    static ProviderLine of(BookLine line) {
        if (!line.isWhole()
                || line.text("provider").isEmpty()
                || line.text("service_provider").isEmpty()
                || line.text("service_name").isEmpty()) {
            throw new LineRefusedException("is no provider; a provider is " + String.join(",", COLUMNS)
                    + ", of which provider, service_provider and service_name must be there");
        }
        return new ProviderLine(
                line.number(),
                line.text("provider"),
                line.text("service_provider"),
                line.filled("host_provider"),
                line.filled("invoice_issuer"),
                line.filled("billing_account_id"),
                line.filled("billing_account_name"),
                line.text("service_name"),
                line.filled("region_id"),
                line.filled("region_name"),
                line.validity());
    }

    boolean meets(ProviderLine other) {
        return provider.equals(other.provider) && validity.meets(other.validity);
    }
}
