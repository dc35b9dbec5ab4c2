package io.meterhouse.jobs.landing;

import java.util.Map;

/**
 * One answer of a source as it lies in a landing folder.
 *
 * @param file name of the compressed file in the folder
 * @param purpose what the answer is for, in the words of the source's own package
 * @param parameters query parameters of the request
 * @param url address asked, without credentials
 * @param status HTTP status
 * @param bytes size of the answer before compression
 * @param sha256 digest of the compressed file, hexadecimal
 */
public record LandedAnswer(
        String file,
        String purpose,
        Map<String, String> parameters,
        String url,
        int status,
        long bytes,
        String sha256) {

    public LandedAnswer {
        parameters = Map.copyOf(parameters);
    }
}
