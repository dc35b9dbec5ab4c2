/** Certificates that are not trusted, in words. */
@NullMarked
package io.meterhouse.jobs.tls;

import org.jspecify.annotations.NullMarked;
