/** A stand-in LiteLLM gateway on the loopback address, with invented usage and faults on demand, for the demo and the tests. */
@NullMarked
package io.meterhouse.jobs.gateway;

import org.jspecify.annotations.NullMarked;
