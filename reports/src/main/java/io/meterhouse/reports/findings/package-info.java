/** How reports tell of what would cost less or earn more: findings as words, as rows of a table, and as cards. */
@NullMarked
package io.meterhouse.reports.findings;

import org.jspecify.annotations.NullMarked;
