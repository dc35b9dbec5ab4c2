package io.meterhouse.reports.delivery;

import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.pages.DrawnImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The charts of a mail, drawn small.
 *
 * @param drawn at most two; empty when a mail has no room for images, or this machine cannot draw
 */
record MailPictures(List<Drawn> drawn) {

    private static final int MOST = 2;

    /** What a point of a drawing is on the screen: its labels are made for paper. */
    private static final double ON_SCREEN = 1.5;

    private static final int HEIGHT = 110;
    private static final int WIDTH = 368;
    private static final int WIDTH_OF_NARROW = 120;

    /**
     * A drawn chart.
     *
     * @param picture what it is of
     * @param id its content id, without brackets
     * @param png the image
     * @param width on the screen
     * @param height on the screen
     */
    record Drawn(Picture picture, String id, byte[] png, int width, int height) {}

    /** Which charts a mail has: the first two of its only report, or the first of each of its first two. */
    static List<Picture> of(List<ToldReport> reports) {
        int ofEach = reports.size() == 1 ? MOST : 1;
        return reports.stream()
                .flatMap(report -> report.pictures().stream().limit(ofEach))
                .limit(MOST)
                .toList();
    }

    static MailPictures draw(List<Picture> pictures, String messageId, Detail detail) {
        if (detail.scale == 0) {
            return new MailPictures(List.of());
        }
        List<Drawn> drawn = new ArrayList<>();
        try {
            for (Picture picture : pictures) {
                int width = picture.width() == Picture.Width.NARROW ? WIDTH_OF_NARROW : WIDTH;
                drawn.add(new Drawn(
                        picture,
                        "picture-%d.%s".formatted(drawn.size() + 1, messageId),
                        DrawnImage.png(picture.drawing(), width, HEIGHT, detail.scale),
                        (int) (width * ON_SCREEN),
                        (int) (HEIGHT * ON_SCREEN)));
            }
        } catch (IllegalStateException noFonts) {
            // What charts show is told in words, too.
            return new MailPictures(List.of());
        }
        return new MailPictures(drawn);
    }

    Stream<Drawn> of(ToldReport report) {
        return drawn.stream().filter(one -> report.pictures().contains(one.picture()));
    }
}
