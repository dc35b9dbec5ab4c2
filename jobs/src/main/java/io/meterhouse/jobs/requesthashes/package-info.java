/** Which requests ask the same again, which LiteLLM does not tell: counted from hashes that somebody else made. */
@NullMarked
package io.meterhouse.jobs.requesthashes;

import org.jspecify.annotations.NullMarked;
