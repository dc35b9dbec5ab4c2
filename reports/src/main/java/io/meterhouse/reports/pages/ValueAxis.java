package io.meterhouse.reports.pages;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An axis of amounts from zero, or from the least amount below it, in round steps.
 *
 * @param first amount at its lower end, zero or below
 * @param step between two lines
 * @param lines above the first
 */
record ValueAxis(double first, double step, int lines) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double NEARLY = 1e-9;

    /** An axis that reaches from an amount, if it is below zero, to another. */
    static ValueAxis reaching(double lowest, double highest) {
        double step = step(Math.max(highest, 0) - Math.min(lowest, 0));
        int below = lowest < 0 ? (int) Math.ceil(-lowest / step - NEARLY) : 0;
        int above = (int) Math.ceil(Math.max(0, highest) / step - NEARLY);
        return new ValueAxis(-below * step, step, Math.max(1, below + above));
    }

    /** The same for whole things, which have no step below one. */
    static ValueAxis ofCounts(double highest) {
        double step = Math.max(1, step(highest));
        return new ValueAxis(0, step, Math.max(1, (int) Math.ceil(highest / step - NEARLY)));
    }

    double amount(int line) {
        return first + line * step;
    }

    double last() {
        return amount(lines);
    }

    /** Amount of a line, with the digits that its steps need. */
    BigDecimal rounded(int line) {
        int decimals = step >= 1 && step == Math.rint(step) ? 0 : (int) Math.max(2, 1 + Math.ceil(-Math.log10(step)));
        return BigDecimal.valueOf(amount(line)).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static double step(double range) {
        if (range <= 0) {
            return 1;
        }
        double rough = range / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /**
     * Writes in the colour of labels.
     *
     * @param anchor which part of the text lies left of x, 0 to 1
     */
    static void label(Graphics2D graphics, String text, double x, double y, double anchor) {
        double width = graphics.getFont()
                .getStringBounds(text, graphics.getFontRenderContext())
                .getWidth();
        graphics.setColor(Palette.LABEL);
        graphics.drawString(text, (float) (x - anchor * width), (float) y);
    }

    /** Writes upwards, centred on a point. */
    static void upright(Graphics2D graphics, String text, double x, double y) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        label(graphics, text, 0, 0, 0.5);
        graphics.setTransform(before);
    }
}
