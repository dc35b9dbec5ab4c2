package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.reports.statement.Party;
import io.meterhouse.reports.statement.PartyKind;
import io.meterhouse.reports.statement.StatementParties;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.List;

/** Who gets a statement, with the addresses that directories and the book of cost centres tell. */
final class AddressedParties {

    private final Surroundings surroundings;
    private final Settings settings;

    AddressedParties(Surroundings surroundings, Settings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /**
     * The parties of a kind with usage in a period. Addresses stand in the snapshot as it was published, whatever statements show of
     * persons.
     *
     * @throws UsageException when statements show no users, who then cannot be told apart
     */
    List<Party> of(PartyKind kind, PeriodPreset.Range days) {
        if (kind == PartyKind.USER && settings.reports().personsOf("statement") != Persons.FULL) {
            throw new UsageException(
                    "A statement of each user needs their names: leave 'statement' out of meterhouse.reports.persons.");
        }
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshotOfReports()) {
            return StatementParties.of(snapshot, days.from(), days.to(), kind);
        }
    }

    /** A sentence for each that can be sent nothing. */
    static List<String> withoutAddress(List<Party> parties, String entry) {
        return parties.stream()
                .filter(party -> party.addresses().stream().noneMatch(MailServer::isAddress))
                .map(party ->
                        "The statement of %s %s (%s) of meterhouse.delivery.mails.%s goes to nobody: no address of theirs is known."
                                .formatted(party.kind().word(), party.id(), party.name(), entry))
                .toList();
    }
}
