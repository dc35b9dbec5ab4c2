/** The source LiteLLM: brings its days of usage into the star, from the proxy or again from landing. */
@NullMarked
package io.meterhouse.jobs.dailyusage;

import org.jspecify.annotations.NullMarked;
