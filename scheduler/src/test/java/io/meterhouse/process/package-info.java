/** The program in processes of its own: killed, stopped by a signal, and two at once on one home. */
package io.meterhouse.process;
