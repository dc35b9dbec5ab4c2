/** List prices: the price book, exchange rates, and pricing of days that are loaded already. */
@NullMarked
package io.meterhouse.jobs.prices;

import org.jspecify.annotations.NullMarked;
