package io.meterhouse.reports.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text is legible on its ground: at least 4.5 to 1, as WCAG asks at level AA of small type. */
class ContrastTests {

    private static final double AA = 4.5;
    private static final Set<String> ON_THE_BAND = Set.of("Title", "Subtitle", "Scope", "Origin");
    private static final Set<String> ON_HEADINGS = Set.of("Heading", "HeadingRight");
    private static final Color BAND = new Color(0x0F1E3D);
    private static final Color HEADING_BAND = new Color(0xE8EEFB);
    private static final Color SHADE = new Color(0xF5F7FB);

    @Test
    void everyStyleOfTextIsLegibleOnItsGround() throws IOException {
        String styles = read("styles.jrtx");
        Map<String, Color> colors = new HashMap<>();
        Matcher style = Pattern.compile("<style name=\"(\\w+)\"([^>]*)>").matcher(styles);
        while (style.find()) {
            Matcher color = Pattern.compile("forecolor=\"#(\\w{6})\"").matcher(style.group(2));
            Matcher parent = Pattern.compile(" style=\"(\\w+)\"").matcher(style.group(2));
            if (color.find()) {
                colors.put(style.group(1), Color.decode("#" + color.group(1)));
            } else if (parent.find()) {
                colors.put(style.group(1), colors.get(parent.group(1)));
            }
            if (style.group(2).contains("fontSize") || parent.reset().find()) {
                Color ground = ON_THE_BAND.contains(style.group(1))
                        ? BAND
                        : ON_HEADINGS.contains(style.group(1)) ? HEADING_BAND : SHADE;
                assertThat(ratio(colors.get(style.group(1)), ground))
                        .as(style.group(1))
                        .isGreaterThanOrEqualTo(AA);
            }
        }
        assertThat(colors).containsKeys("Title", "Heading", "TileRange", "Footer", "CardCall");
    }

    @Test
    void everyColourOfTheTemplateItselfIsLegible() throws IOException {
        String template = read("document.jrxml");

        assertThat(template)
                .contains("backcolor=\"#FDB022\" forecolor=\"#0F1E3D\"")
                .contains("<conditionalStyle backcolor=\"#6CE9A6\">")
                .contains("<style name=\"Cell\" fontName=\"Inter\" fontSize=\"8.0\" forecolor=\"#101828\"");
        assertThat(ratio(new Color(0x0F1E3D), new Color(0xFDB022))).isGreaterThan(AA);
        assertThat(ratio(new Color(0x0F1E3D), new Color(0x6CE9A6))).isGreaterThan(AA);
        assertThat(ratio(new Color(0x101828), SHADE)).isGreaterThan(AA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFFFFFF, 0xF5F7FB})
    void everyColourWithAMeaningIsLegibleOnWhiteAndOnShade(int ground) {
        for (Color color : new Color[] {Palette.LABEL, Palette.GOOD, Palette.BAD, Palette.WARNING}) {
            assertThat(ratio(color, new Color(ground))).isGreaterThanOrEqualTo(AA);
        }
    }

    private static double ratio(Color text, Color ground) {
        double first = luminance(text);
        double second = luminance(ground);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String read(String template) throws IOException {
        try (InputStream content = PdfPages.class.getResourceAsStream("/reports/templates/" + template)) {
            assertThat(content).as(template).isNotNull();
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
