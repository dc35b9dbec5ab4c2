package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Table;
import io.meterhouse.warehouse.WarehouseHome;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Which figures an edition tells.
 *
 * @param sha256 checksum of every cell of its tables but moments: the same figures made at another time have the same
 * @param finality final or provisional
 * @param edition its folder, relative to the home, with slashes
 * @param snapshotId snapshot that it was made from
 * @param runId run that published the snapshot
 */
record Figures(String sha256, String finality, String edition, String snapshotId, String runId) {

    static Figures of(RenderedReport report, WarehouseHome home) {
        Masthead masthead = report.document().masthead();
        return new Figures(
                checksum(report),
                masthead.finality().name().toLowerCase(Locale.ROOT),
                home.root().relativize(report.folder()).toString().replace('\\', '/'),
                masthead.snapshotId(),
                masthead.runId());
    }

    boolean areFinal() {
        return finality.equals("final");
    }

    private static String checksum(RenderedReport report) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
        for (Table table : report.document().tables()) {
            add(digest, table.name());
            for (Line line : table.lines()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    Column column = table.columns().get(i);
                    if (column.kind() != Kind.MOMENT) {
                        Object cell = line.cells().get(i);
                        add(digest, column.name());
                        add(digest, cell instanceof BigDecimal figure ? plain(figure) : String.valueOf(cell));
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same amount with another number of digits behind the point is the same figure. */
    private static String plain(BigDecimal figure) {
        return figure.stripTrailingZeros().toPlainString();
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
