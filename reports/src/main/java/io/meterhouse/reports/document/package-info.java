/** What a report says, before it is laid out as pages, sheets, files or a mail: texts, figures and tables of typed values. */
@NullMarked
package io.meterhouse.reports.document;

import org.jspecify.annotations.NullMarked;
