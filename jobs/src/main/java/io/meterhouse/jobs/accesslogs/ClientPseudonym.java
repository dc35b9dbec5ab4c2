package io.meterhouse.jobs.accesslogs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a client's address.
 *
 * @param hash 64 bits of HMAC-SHA256: the same for the same address in one home, and of no use without that home's pepper
 * @param network the network it lies in, /24 of IPv4 and /48 of IPv6 as RFC 5952 writes it; null when the text is no address
 */
public record ClientPseudonym(long hash, @Nullable String network) {

    /** Makes pseudonyms under one pepper. Used by one thread. */
    public static final class Maker {

        private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|0?\\d?\\d)";
        private static final Pattern VERSION_4 = Pattern.compile("(" + BYTE + "(?:\\." + BYTE + "){3})(?::\\d{1,5})?");
        private static final Pattern VERSION_6 =
                Pattern.compile("\\[?([0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(?:%[\\w.-]+)?(?:\\](?::\\d{1,5})?)?");

        /** What RFC 5952 writes as two colons; Java spells each zero out. */
        private static final Pattern LAST_ZEROS = Pattern.compile("(^0)?(:0)+$");

        private final Mac keyedHash;

        public Maker(byte[] pepper) {
            try {
                keyedHash = Mac.getInstance("HmacSHA256");
                keyedHash.init(new SecretKeySpec(pepper, "HmacSHA256"));
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("Every Java runtime has HmacSHA256", missing);
            }
        }

        ClientPseudonym of(byte[] data, int from, int to) {
            return of(new String(data, from, to - from, StandardCharsets.UTF_8));
        }

        /** The pseudonym of an address, or of any other text that is a client's alone. */
        public ClientPseudonym of(String client) {
            InetAddress address = address(client);
            if (address == null) {
                return new ClientPseudonym(hash(client.getBytes(StandardCharsets.UTF_8)), null);
            }
            byte[] bytes = address.getAddress();
            int prefix = bytes.length == 4 ? 3 : 6;
            Arrays.fill(bytes, prefix, bytes.length, (byte) 0);
            try {
                String network = InetAddress.getByAddress(bytes).getHostAddress();
                String written = LAST_ZEROS.matcher(network).replaceFirst("::") + "/" + 8 * prefix;
                return new ClientPseudonym(hash(address.getAddress()), written);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("Four or sixteen bytes are an address", impossible);
            }
        }

        private long hash(byte[] data) {
            return ByteBuffer.wrap(keyedHash.doFinal(data)).getLong();
        }

        /** Only what is written as an address, the first of a list and without its port: a name must never be looked up. */
        private static @Nullable InetAddress address(String client) {
            String first = client.split(",", 2)[0].strip();
            Matcher version4 = VERSION_4.matcher(first);
            Matcher version6 = VERSION_6.matcher(first);
            try {
                if (version4.matches()) {
                    return InetAddress.getByName(version4.group(1));
                }
                // Between brackets Java takes nothing but an address of version 6.
                return version6.matches() ? InetAddress.getByName("[" + version6.group(1) + "]") : null;
            } catch (UnknownHostException noAddress) {
                return null;
            }
        }
    }
}
