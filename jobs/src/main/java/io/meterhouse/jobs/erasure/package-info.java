/** The persons that were erased, as a list that names nobody, and texts less every one of them. */
@NullMarked
package io.meterhouse.jobs.erasure;

import org.jspecify.annotations.NullMarked;
