package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a client's address. */
class ClientPseudonymTests {

    private final ClientPseudonym.Maker pseudonyms =
            new ClientPseudonym.Maker("pepper".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7:51234",
                "203.0.113.7:51235",
                " 203.0.113.7 ",
                "203.0.113.7, 198.51.100.1",
                "::ffff:203.0.113.7"
            })
    void portBlanksAndTheRestOfAListAreNoPartOfAnAddress(String client) {
        assertThat(pseudonyms.of(client)).isEqualTo(pseudonyms.of("203.0.113.7"));
        assertThat(pseudonyms.of(client).network()).isEqualTo("203.0.113.0/24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2001:db8::1]:443", "[2001:db8::1]", "2001:DB8:0::1", "2001:db8::1%eth0"})
    void bracketsAndTheInterfaceAreNoPartOfAnAddress(String client) {
        assertThat(pseudonyms.of(client)).isEqualTo(pseudonyms.of("2001:db8::1"));
        assertThat(pseudonyms.of(client).network()).isEqualTo("2001:db8::/48");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999.1.1.1", "1.2.3.4.5", "1.2.3", "256", ".::1", "1:2:3", "[203.0.113.7]", "unknown", ""})
    void whatIsNoAddressHasNoNetwork(String client) {
        assertThat(pseudonyms.of(client).network()).isNull();
    }

    @Test
    void textsThatAreNoAddressesStayApart() {
        assertThat(pseudonyms.of("unknown").hash())
                .isNotEqualTo(pseudonyms.of("unknown, 203.0.113.7").hash());
    }
}
