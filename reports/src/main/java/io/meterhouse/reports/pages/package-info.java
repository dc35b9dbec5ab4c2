/** Prints documents as pages: PDF by one template with one look, and the charts, which mails show as images. */
@NullMarked
package io.meterhouse.reports.pages;

import org.jspecify.annotations.NullMarked;
