/** What is known of one person: handed out, or erased from everything that a home keeps. */
@NullMarked
package io.meterhouse.jobs.persons;

import org.jspecify.annotations.NullMarked;
