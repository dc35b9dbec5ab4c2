/** Models that may be used though LiteLLM does not list them. */
@NullMarked
package io.meterhouse.jobs.allowedmodels;

import org.jspecify.annotations.NullMarked;
