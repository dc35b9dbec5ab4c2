/** The command line: one class a command, its exit code, and what it prints. */
@NullMarked
package io.meterhouse.scheduler.cli;

import org.jspecify.annotations.NullMarked;
