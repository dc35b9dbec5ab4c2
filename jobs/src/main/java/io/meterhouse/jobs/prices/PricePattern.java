package io.meterhouse.jobs.prices;

/**
 * Which models a line of the price book means.
 *
 * @param text their name, with * for any text
 */
record PricePattern(String text) {

    private static final char ANY = '*';

    boolean isExact() {
        return text.indexOf(ANY) < 0;
    }

    /** How much it says: characters that are no *. */
    int length() {
        return (int) text.chars().filter(character -> character != ANY).count();
    }

    /** Whether neither goes before the other, and a model can be meant by both. */
    boolean rivals(PricePattern other) {
        return isExact() == other.isExact() && length() == other.length() && meets(other.text);
    }

    /** Whether there is a name that both match: by how far each is read, from behind. */
    private boolean meets(String other) {
        boolean[][] meet = new boolean[text.length() + 1][other.length() + 1];
        for (int i = text.length(); i >= 0; i--) {
            for (int j = other.length(); j >= 0; j--) {
                meet[i][j] = meets(i, other, j, meet);
            }
        }
        return meet[0][0];
    }

    private boolean meets(int i, String other, int j, boolean[][] meet) {
        boolean isRead = i == text.length();
        boolean isOtherRead = j == other.length();
        if (isRead && isOtherRead) {
            return true;
        }
        if (!isRead && text.charAt(i) == ANY) {
            return meet[i + 1][j] || !isOtherRead && meet[i][j + 1];
        }
        if (!isOtherRead && other.charAt(j) == ANY) {
            return meet[i][j + 1] || !isRead && meet[i + 1][j];
        }
        return !isRead && !isOtherRead && text.charAt(i) == other.charAt(j) && meet[i + 1][j + 1];
    }
}
