package io.meterhouse.jobs.attribution;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A line of the book of cost centres. */
record CostCentre(
        long number,
        String code,
        String name,
        @Nullable String ownerEmail,
        @Nullable String ledgerAccount,
        @Nullable String organisation) {

    private static final List<String> COLUMNS =
            List.of("code", "name", "owner_email", "ledger_account", "organisation");

    /**
     * The cost centres of a file; none where there is no file.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming every line that is no cost centre or names one again
     */
    static List<CostCentre> of(Path file) {
        Book book = new Book(file, COLUMNS);
        List<CostCentre> centres = book.linesIfThere(CostCentre::of);
        Set<String> codes = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (CostCentre centre : centres) {
            if (!codes.add(centre.code())) {
                problems.add("line %d names the cost centre %s once more".formatted(centre.number(), centre.code()));
            }
        }
        book.refuse(problems);
        return centres;
    }

    private static CostCentre of(BookLine line) {
        if (!line.isWhole() || line.text("code").isEmpty() || line.text("name").isEmpty()) {
            throw new LineRefusedException("is no cost centre; a cost centre is " + String.join(",", COLUMNS)
                    + ", of which code and name are not empty");
        }
        if (line.text("code").startsWith("(")) {
            throw new LineRefusedException(
                    "has the code '%s'; codes in brackets are Meterhouse's own".formatted(line.text("code")));
        }
        return new CostCentre(
                line.number(),
                line.text("code"),
                line.text("name"),
                line.filled("owner_email"),
                line.filled("ledger_account"),
                line.filled("organisation"));
    }
}
