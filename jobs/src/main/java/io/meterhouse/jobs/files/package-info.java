/** The files that settings mean. */
@NullMarked
package io.meterhouse.jobs.files;

import org.jspecify.annotations.NullMarked;
