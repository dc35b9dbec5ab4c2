package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList.Replaced;
import io.meterhouse.jobs.erasure.Pseudonym;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What names one person.
 *
 * @param ids ids of the person in LiteLLM and in directories
 * @param addresses e-mail addresses
 * @param names names that nobody and nothing else has
 * @param sharedNames names that somebody or something else has too: they say who is meant only beside an id
 * @param partsOfOthers ids and addresses that stand in those of somebody else, {@code jonathan} in {@code jonathan-2}
 * @param spelledAlike ids of users that differ from each other in case, accents or signs alone
 */
record Person(
        Set<String> ids,
        Set<String> addresses,
        Set<String> names,
        Set<String> sharedNames,
        Set<String> partsOfOthers,
        Set<String> spelledAlike) {

    Person {
        ids = Set.copyOf(ids);
        addresses = Set.copyOf(addresses);
        names = Set.copyOf(names);
        sharedNames = Set.copyOf(sharedNames);
        partsOfOthers = Set.copyOf(partsOfOthers);
        spelledAlike = Set.copyOf(spelledAlike);
    }

    /** Whether the warehouse knows anything of the person. */
    boolean isKnown() {
        return !ids.isEmpty();
    }

    /** Everything that names the person and nobody else. */
    List<String> texts() {
        return Stream.of(ids, addresses, names)
                .flatMap(Collection::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** The pseudonym under which something of the person was erased before; a new one when nothing was. */
    Pseudonym pseudonym(ErasedTexts erasedBefore) {
        return texts().stream()
                .map(erasedBefore::pseudonymOf)
                .flatMap(Optional::stream)
                .flatMap(spelling -> Pseudonym.in(spelling).stream())
                .findFirst()
                .orElseGet(() -> Pseudonym.random(new SecureRandom()));
    }

    /** Each text with what is to stand in its place: different ids and addresses stay different, as joins go by them. */
    List<Replaced> replaced(Pseudonym pseudonym, ErasedTexts erasedBefore) {
        List<Replaced> replaced = new ArrayList<>();
        int addressCount = erasedBefore.spellingsOf(pseudonym);
        int idCount = addressCount;
        for (String identifier : identifiers()) {
            int number = identifier.contains("@") ? ++addressCount : ++idCount;
            Replaced whole = new Replaced(identifier, pseudonym.spelling(number, identifier));
            Replaced spelled = spelledAlike.contains(identifier) ? whole.asSpelled() : whole;
            replaced.add(partsOfOthers.contains(identifier) ? spelled.withoutParts() : spelled);
        }
        for (String name : names) {
            replaced.add(new Replaced(name, pseudonym.text()));
            String[] words = name.strip().split("\\s+", -1);
            if (words.length == 2) {
                replaced.add(new Replaced(words[1] + ", " + words[0], pseudonym.text()));
            }
        }
        return replaced;
    }

    /** Of ids that differ in spelling alone each; what is another spelling of them is the first of them. */
    private List<String> identifiers() {
        Set<String> folded = spelledAlike.stream().map(ErasedTexts::folded).collect(Collectors.toSet());
        return Stream.concat(ids.stream().sorted(), addresses.stream().sorted())
                .distinct()
                .filter(identifier ->
                        spelledAlike.contains(identifier) || !folded.contains(ErasedTexts.folded(identifier)))
                .toList();
    }
}
