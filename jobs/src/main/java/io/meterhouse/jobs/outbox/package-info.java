/** Mails reports once to each reader: what is to be sent is kept first, and what became of it afterwards. */
@NullMarked
package io.meterhouse.jobs.outbox;

import org.jspecify.annotations.NullMarked;
