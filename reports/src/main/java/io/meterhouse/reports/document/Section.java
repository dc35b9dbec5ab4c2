package io.meterhouse.reports.document;

/** A part of a report. Its name is the same in every language: by it a part is switched off, and its table is named in files. */
public sealed interface Section permits Headline, Tiles, Picture, Table, Prose, Cards {

    /** Lower-case words with underscores, unique in the report. */
    String name();
}
