package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList;
import io.meterhouse.jobs.erasure.Pseudonym;
import io.meterhouse.jobs.landing.LandedPersons;
import io.meterhouse.jobs.operations.JobMemory;
import io.meterhouse.jobs.outbox.PersonsInMails;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.jobs.runs.Upkeep;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Erases a person from everything that a home keeps. The list of the erased comes first, so that from then on nothing brings the person
 * back and whatever ends the erasure, the same command goes on with it. Nothing that it tells or records names the person.
 */
public final class Erasure implements Upkeep {

    /** How it is told of a run. */
    public static final String NAME = "persons";

    /** More than any share: the file is written anew even when nothing in it is unused. */
    private static final double ALWAYS = -1;

    private final WarehouseHome home;
    private final Subject subject;
    private final List<Path> archives;
    private final NamedInConfiguration configuration;
    private final Clock clock;
    private final ErasureList list;

    /**
     * The erasure of a person.
     *
     * @param archives folders outside of the home with rows that left the warehouse
     * @param configuration folders and files that people write, in which the person may be named
     * @param clock tells the time
     */
    public Erasure(WarehouseHome home, Subject subject, List<Path> archives, List<Path> configuration, Clock clock) {
        this.home = home;
        this.subject = subject;
        this.archives = Stream.concat(Stream.of(home.root()), archives.stream()).toList();
        this.configuration = new NamedInConfiguration(configuration);
        this.clock = clock;
        this.list = new ErasureList(home.landing());
    }

    /**
     * Who is meant.
     *
     * @param idOrAddress an id or an e-mail address of the person
     * @param also other texts that name the person
     */
    public record Subject(String idOrAddress, List<String> also) {

        public Subject {
            also = List.copyOf(also);
        }

        @Override
        public String toString() {
            return "a person";
        }
    }

    /** A person's texts, and the list that has them. */
    private record Resolved(Person person, Pseudonym pseudonym, ErasedTexts erased) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String place() {
        return home.root().toString();
    }

    @Override
    public String unit() {
        return "places";
    }

    /**
     * Where the person is named, a sentence each. Changes nothing.
     *
     * @throws SourceUnusableException when nobody is known by the id, or something else is called like it
     */
    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        Resolved resolved = resolve(ledger);
        List<String> sentences = new ArrayList<>();
        resolved.person()
                .texts()
                .forEach(text -> sentences.add("Would be replaced wherever it stands: '%s'.".formatted(text)));
        resolved.person()
                .sharedNames()
                .forEach(name ->
                        sentences.add("Would be replaced only beside an id of the person, for others have it too: '%s'."
                                .formatted(name)));
        resolved.person()
                .partsOfOthers()
                .forEach(part -> sentences.add(
                        "Would be replaced only in sentences and where nothing stands beside it, for an id or address of somebody else holds it: '%s'."
                                .formatted(part)));
        ledger.withoutTrace(() -> new PersonsInWarehouse(ledger, resolved.erased()).everywhere(Depth.COUNT))
                .forEach(found -> sentences.add("Found: " + found.sentence() + "."));
        archives(ledger, resolved.erased(), Depth.COUNT)
                .forEach(found -> sentences.add("Found: " + found.sentence() + "."));
        outside(resolved.erased(), Depth.COUNT).forEach(found -> sentences.add("Found: " + found.sentence() + "."));
        named(resolved.erased()).forEach(line -> sentences.add("To be edited by hand: " + line + "."));
        if (sentences.isEmpty()) {
            sentences.add("Nothing names the person any more.");
        }
        return sentences;
    }

    /**
     * Erases the person.
     *
     * @throws SourceUnusableException when nobody is known by the id, or something else is called like it
     */
    @Override
    public void bring(Run run) {
        run.onLease(lease -> erase(run, lease));
    }

    private void erase(Run run, Lease lease) {
        Resolved resolved = resolve(lease.writer());
        // Landing cannot be taken back, so that what would break the warehouse is known before.
        lease.writer().withoutTrace(() -> new ErasureOfMembers(lease.writer(), resolved.erased()).erase());
        list.write(resolved.erased());
        List<Found> found = new ArrayList<>();
        found.addAll(landed(resolved.erased(), Depth.ERASE));
        found.addAll(
                lease.writer().inTransaction(() -> new ErasureOfMembers(lease.writer(), resolved.erased()).erase()));
        found.addAll(archives(lease.writer(), resolved.erased(), Depth.ERASE));
        lease.compact(ALWAYS);
        found.addAll(operations(resolved.erased(), Depth.ERASE));
        PersonsInFiles files = new PersonsInFiles(home, resolved.erased(), Depth.ERASE);
        found.addAll(inFiles(files));
        found.addAll(reports(resolved.erased(), Depth.ERASE));
        found.addAll(mails(resolved.erased(), Depth.ERASE));
        found.forEach(place -> run.remarked("Erased: " + place.sentence() + "."));
        run.brought(
                found.isEmpty()
                        ? "nothing named the person any more"
                        : "a person, who is %s from now on"
                                .formatted(resolved.pseudonym().text()));
        tellWhatIsLeft(run, resolved.erased(), files.foreign());
    }

    private void tellWhatIsLeft(Run run, ErasedTexts erased, List<Path> foreign) {
        named(erased)
                .forEach(line -> run.missing(new Gap(
                        NAME, line, "it still names the person. Edit it; the pseudonym can stand there instead.")));
        foreign.forEach(
                file -> run.missing(
                        new Gap(
                                NAME,
                                file.toString(),
                                "it names the person or may do so, and Meterhouse did not make it or does not use it. Remove it, or edit it.")));
    }

    private Resolved resolve(WarehouseWriter warehouse) {
        ErasedTexts before = list.read();
        KnownPersons known = KnownPersons.in(warehouse);
        Person person = known.find(subject.idOrAddress(), subject.also());
        if (!person.isKnown() && before.pseudonymOf(subject.idOrAddress()).isEmpty()) {
            throw refused(
                    "Nobody is known by this id or e-mail address, and nobody who was erased was. 'meterhouse sql \"select user_id, user_name, user_email from star.dim_user\"' lists the users.");
        }
        Set<String> ambiguous = person.texts().stream()
                .filter(text -> before.pseudonymOf(text).isEmpty())
                .filter(known::isNameOfSomethingElse)
                .collect(Collectors.toSet());
        if (!ambiguous.isEmpty()) {
            throw refused(
                    "An id of the person, or a text of --also, is also what a team, a model, a provider, a cost centre, a service or a field of the sources' answers is called, which would be renamed with the person. Give that, or the person, another name at the source and load it with 'meterhouse nightly'.");
        }
        Pseudonym pseudonym = before.pseudonymOf(subject.idOrAddress())
                .flatMap(Pseudonym::in)
                .orElseGet(() -> person.pseudonym(before));
        return new Resolved(person, pseudonym, list.with(person.replaced(pseudonym, before)));
    }

    private static SourceUnusableException refused(String why) {
        return new SourceUnusableException(SourceUnusableException.Kind.REFUSED, why);
    }

    private List<Found> outside(ErasedTexts erased, Depth depth) {
        List<Found> found = new ArrayList<>(landed(erased, depth));
        found.addAll(operations(erased, depth));
        found.addAll(inFiles(new PersonsInFiles(home, erased, depth)));
        found.addAll(reports(erased, depth));
        found.addAll(mails(erased, depth));
        return found;
    }

    private List<Found> landed(ErasedTexts erased, Depth depth) {
        return counted("landing", new LandedPersons(home.landing(), erased).fetches(depth), "folder");
    }

    private List<Found> operations(ErasedTexts erased, Depth depth) {
        JobMemory memory = new JobMemory(home);
        return counted(
                "the job repository",
                depth == Depth.ERASE ? memory.rewrite(erased::inProse) : memory.count(erased::inProse),
                "text");
    }

    private static List<Found> inFiles(PersonsInFiles files) {
        try {
            return files.look();
        } catch (IOException unusable) {
            throw cannotGoOn(unusable);
        }
    }

    private List<Found> archives(WarehouseWriter engine, ErasedTexts erased, Depth depth) {
        try {
            long found = 0;
            for (Path folder : archives) {
                found += new PersonsInArchives(folder, engine, erased).look(depth);
            }
            return counted("archives of rows that left the warehouse", found, "file");
        } catch (IOException unusable) {
            throw cannotGoOn(unusable);
        }
    }

    private List<Found> reports(ErasedTexts erased, Depth depth) {
        try {
            Collection<Path> editions = new PersonsInReports(home.reports(), erased, depth).look();
            return counted("reports", editions.size(), "edition");
        } catch (IOException unusable) {
            throw cannotGoOn(unusable);
        }
    }

    private List<Found> mails(ErasedTexts erased, Depth depth) {
        PersonsInMails mails = new PersonsInMails(home, clock, erased::inProse, erased::areIn);
        try {
            return counted("mails", depth == Depth.ERASE ? mails.erase() : mails.count(), "mail");
        } catch (IOException unusable) {
            throw cannotGoOn(unusable);
        }
    }

    private List<String> named(ErasedTexts erased) {
        try {
            return configuration.lines(erased);
        } catch (IOException unusable) {
            throw cannotGoOn(unusable);
        }
    }

    private static List<Found> counted(String place, long count, String unit) {
        return count == 0 ? List.of() : List.of(new Found(place, count, unit));
    }

    private static UncheckedIOException cannotGoOn(IOException unusable) {
        return new UncheckedIOException(
                "A file of the home cannot be read or written: %s. Set its rights right and run the same command again, which goes on."
                        .formatted(unusable.getMessage()),
                unusable);
    }
}
