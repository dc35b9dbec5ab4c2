package io.meterhouse.scheduler.cli;

import java.io.PrintStream;

/**
 * Where a command speaks: answers on standard output, everything else on standard error.
 *
 * @param answers standard output
 * @param remarks standard error
 * @param isTerminal whether a person is looking at standard error
 */
record Console(PrintStream answers, PrintStream remarks, boolean isTerminal) {

    void answer(String line) {
        answers.println(line);
    }

    void remark(String line) {
        remarks.println(line);
    }
}
