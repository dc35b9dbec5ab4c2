package io.meterhouse.jobs.accesslogs;

import java.util.Arrays;

/**
 * Makes endpoints of paths as logs nearly always have them, on bytes: ASCII, not percent-encoded, not too long. What it makes is what
 * {@link EndpointPath} says; whatever is unusual about a path is left to it. Used by one thread.
 */
final class PlainPath {

    /** Stands for a path that is left to {@link EndpointPath}. */
    static final int UNUSUAL = -1;

    private static final byte[] PLACEHOLDER = {'{', 'i', 'd', '}'};

    private static final int DIGIT = 1;
    private static final int HEXADECIMAL = 1 << 1;
    private static final int LETTER = 1 << 2;
    private static final int WORD = 1 << 3;
    private static final int AT = 1 << 4;
    private static final int SLASH = 1 << 5;
    private static final int END = 1 << 6;
    private static final int OTHER_ALPHABET = 1 << 7;
    private static final int JOINT = 1 << 8;
    private static final int COLON = 1 << 9;
    private static final int POINT = 1 << 10;
    private static final int ADDRESS = 1 << 11;

    /** What each byte is, so that a segment is judged in one pass. */
    private static final int[] KINDS = kinds();

    private static final int LONGEST_SEGMENT = 64;
    private static final int LEAST_MIXED = 20;
    private static final int LEAST_HEXADECIMAL = 12;
    private static final int GROUPS_OF_ADDRESS = 4;
    private static final int LONGEST_GROUP = 3;

    private final byte[] endpoint = new byte[EndpointPath.LONGEST];

    private static int[] kinds() {
        int[] kinds = new int[256];
        Arrays.fill(kinds, OTHER_ALPHABET);
        Arrays.fill(kinds, ' ', 0x7f, 0);
        Arrays.fill(kinds, '0', '9' + 1, DIGIT | HEXADECIMAL | WORD | ADDRESS);
        Arrays.fill(kinds, 'A', 'Z' + 1, LETTER | WORD);
        Arrays.fill(kinds, 'a', 'z' + 1, LETTER | WORD);
        Arrays.fill(kinds, 'A', 'F' + 1, LETTER | WORD | HEXADECIMAL | ADDRESS);
        Arrays.fill(kinds, 'a', 'f' + 1, LETTER | WORD | HEXADECIMAL | ADDRESS);
        kinds[':'] = JOINT | COLON | ADDRESS;
        kinds['.'] = POINT | ADDRESS;
        kinds['['] = ADDRESS;
        kinds[']'] = ADDRESS;
        kinds['+'] = JOINT;
        kinds['='] = JOINT;
        kinds['~'] = JOINT;
        kinds['_'] = WORD;
        kinds['-'] = WORD;
        kinds['@'] = AT;
        kinds['/'] = SLASH;
        kinds['?'] = END;
        kinds['#'] = END;
        kinds[';'] = END;
        kinds['%'] = OTHER_ALPHABET;
        return kinds;
    }

    /** The array that holds the endpoint after {@link #read}. */
    byte[] endpoint() {
        return endpoint;
    }

    /** Makes the endpoint of a target; returns its length, or {@link #UNUSUAL}. */
    int read(byte[] target, int from, int to) {
        if (from == to || target[from] != '/') {
            return UNUSUAL;
        }
        int length = 0;
        int position = from;
        int stop = 0;
        while (position < to && stop != END) {
            int begin = position;
            int any = 0;
            int all = -1;
            stop = 0;
            while (position < to) {
                int kind = KINDS[target[position] & 0xff];
                if ((kind & (SLASH | END)) != 0) {
                    stop = kind;
                    break;
                }
                any |= kind;
                all &= kind;
                position++;
            }
            int segment = position - begin;
            if ((any & OTHER_ALPHABET) != 0) {
                return UNUSUAL;
            }
            if (segment > 0) {
                boolean isName = isNameOfOneThing(target, begin, position, any, all);
                int written = isName ? PLACEHOLDER.length : segment;
                if (length + 1 + written > endpoint.length) {
                    return UNUSUAL;
                }
                endpoint[length++] = '/';
                System.arraycopy(isName ? PLACEHOLDER : target, isName ? 0 : begin, endpoint, length, written);
                length += written;
            }
            position++;
        }
        if (length == 0) {
            endpoint[length++] = '/';
        }
        return length;
    }

    /**
     * Whether a segment names one thing among many.
     *
     * @param any what at least one of its bytes is
     * @param all what each of its bytes is
     */
    private static boolean isNameOfOneThing(byte[] data, int from, int to, int any, int all) {
        int length = to - from;
        if ((all & DIGIT) != 0 || (any & AT) != 0 || length > LONGEST_SEGMENT) {
            return true;
        }
        if (length >= LEAST_MIXED && (any & JOINT) != 0 && (any & DIGIT) != 0) {
            return true;
        }
        if ((all & ADDRESS) != 0 && (any & (POINT | COLON)) != 0) {
            return isAddress(data, from, to);
        }
        if ((all & WORD) == 0 || (any & DIGIT) == 0) {
            return (all & HEXADECIMAL) != 0 && length >= LEAST_HEXADECIMAL;
        }
        if (length >= LEAST_MIXED && (any & LETTER) != 0) {
            return true;
        }
        return ((all & HEXADECIMAL) != 0 && length >= LEAST_HEXADECIMAL)
                || isUuid(data, from, to)
                || isKeyWithPrefix(data, from, to);
    }

    /** An address of version 4, a port behind it or not, or anything with two colons, as of version 6. */
    private static boolean isAddress(byte[] data, int from, int to) {
        int position = from;
        for (int group = 1; group <= GROUPS_OF_ADDRESS; group++) {
            int end = digitsEnd(data, position, to);
            boolean isGroup = end > position && end - position <= LONGEST_GROUP;
            boolean isFollowed = group == GROUPS_OF_ADDRESS || (end < to && data[end] == '.');
            if (!isGroup || !isFollowed) {
                return hasTwoColons(data, from, to);
            }
            position = group == GROUPS_OF_ADDRESS ? end : end + 1;
        }
        boolean isWithPort = position < to - 1 && data[position] == ':' && digitsEnd(data, position + 1, to) == to;
        return position == to || isWithPort || hasTwoColons(data, from, to);
    }

    private static int digitsEnd(byte[] data, int from, int to) {
        int position = from;
        while (position < to && (KINDS[data[position]] & DIGIT) != 0) {
            position++;
        }
        return position;
    }

    private static boolean hasTwoColons(byte[] data, int from, int to) {
        int colons = 0;
        for (int i = from; i < to; i++) {
            colons += data[i] == ':' ? 1 : 0;
        }
        return colons >= 2;
    }

    /** A UUID of digits alone; one with a letter is long and mixed. */
    private static boolean isUuid(byte[] data, int from, int to) {
        if (to - from != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (isHyphen ? data[from + i] != '-' : (KINDS[data[from + i]] & HEXADECIMAL) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyWithPrefix(byte[] data, int from, int to) {
        for (byte[] prefix : EndpointPath.PREFIXES) {
            int rest = from + prefix.length + 1;
            if (to - rest >= EndpointPath.LEAST_BEHIND_PREFIX
                    && (data[rest - 1] == '-' || data[rest - 1] == '_')
                    && Arrays.equals(data, from, rest - 1, prefix, 0, prefix.length)) {
                return hasDigit(data, rest, to);
            }
        }
        return false;
    }

    private static boolean hasDigit(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((KINDS[data[i]] & DIGIT) != 0) {
                return true;
            }
        }
        return false;
    }
}
