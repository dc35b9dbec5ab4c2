/** The only package that knows DuckDB: where the home lies, who may write, SQL scripts by name, and the published snapshot. */
@NullMarked
package io.meterhouse.warehouse;

import org.jspecify.annotations.NullMarked;
