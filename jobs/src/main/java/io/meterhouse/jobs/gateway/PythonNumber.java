package io.meterhouse.jobs.gateway;

import java.math.BigDecimal;
import tools.jackson.core.io.NumberOutput;

/** Spells a double as Python's {@code repr} does, because readers must cope with forms such as {@code 1e-05}. */
final class PythonNumber {

    private PythonNumber() {}

    static String of(double value) {
        if (value == 0) {
            return "0.0";
        }
        // The shortest digits that read back as the same double; the JDK's own are longer before version 19.
        String text = NumberOutput.toString(value, true);
        int marker = text.indexOf('E');
        if (marker < 0) {
            return text;
        }
        int exponent = Integer.parseInt(text, marker + 1, text.length(), 10);
        if (exponent >= -4 && exponent < 16) {
            String plain = new BigDecimal(text).toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = text.substring(0, marker);
        String mantissa = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
        int size = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
