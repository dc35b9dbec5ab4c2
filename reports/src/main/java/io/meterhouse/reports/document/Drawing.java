package io.meterhouse.reports.document;

import java.awt.Graphics2D;

/** A picture made of lines and areas, which knows nothing of where it is printed. */
@FunctionalInterface
public interface Drawing {

    /** Draws with the origin at the top left corner; a unit is a point of a page. */
    void draw(Graphics2D graphics, double width, double height);
}
