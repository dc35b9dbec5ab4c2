package io.meterhouse.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageFilterTests {

    @Test
    void eachDimensionTakesAValue() {
        assertThat(UsageFilter.parse(
                        List.of("user=ana", "team=Research & more", "api-key=hash", "model=a=b", "provider=openai")))
                .isEqualTo(new UsageFilter("ana", "Research & more", "hash", "a=b", "openai"));
        assertThat(UsageFilter.parse(List.of())).isEqualTo(UsageFilter.none());
    }

    @Test
    void anUnknownDimensionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> UsageFilter.parse(List.of("colour=red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The filter 'colour=red' names no known dimension. "
                        + "Use one of user, team, api-key, model, provider, organization, cost-centre.");
    }

    @Test
    void aFilterWithoutAValueIsRefused() {
        assertThatThrownBy(() -> UsageFilter.parse(List.of("team")))
                .hasMessage("The filter 'team' is not of the form dimension=value, for example team=research.");
        assertThatThrownBy(() -> UsageFilter.parse(List.of("team= ")))
                .hasMessageStartingWith("The filter 'team= ' is not of the form");
    }

    @Test
    void aDimensionGivenTwiceIsRefused() {
        assertThatThrownBy(() -> UsageFilter.parse(List.of("team=a", "team=b")))
                .hasMessage("The dimension 'team' is filtered twice. Give it one value.");
    }
}
