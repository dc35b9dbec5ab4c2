/** The statement: what one user, team, organisation or cost centre used, with nothing of anybody else. */
@NullMarked
package io.meterhouse.reports.statement;

import org.jspecify.annotations.NullMarked;
