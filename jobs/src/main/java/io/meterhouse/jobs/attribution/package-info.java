/** Who pays: cost centres and projects by the attribution book, from the book to each fact. */
@NullMarked
package io.meterhouse.jobs.attribution;

import org.jspecify.annotations.NullMarked;
