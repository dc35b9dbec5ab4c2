/** What directories say of users, teams and keys, observed once and for ever, and the versions that follow from it. */
@NullMarked
package io.meterhouse.jobs.directory;

import org.jspecify.annotations.NullMarked;
