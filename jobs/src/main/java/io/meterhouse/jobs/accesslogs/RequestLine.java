package io.meterhouse.jobs.accesslogs;

/** Finds method and target in a request line, {@code GET /v1/models HTTP/1.1}, and leaves them as fields of their own. */
final class RequestLine {

    private RequestLine() {}

    /** Sets method and path when the request line is one; scanners and broken clients send others. */
    static void split(LineFields fields) {
        byte[] data = fields.data(Field.REQUEST);
        int from = fields.from(Field.REQUEST);
        int to = fields.to(Field.REQUEST);
        int methodEnd = space(data, from, to);
        int targetEnd = lastSpace(data, methodEnd + 1, to);
        if (isMethod(data, from, methodEnd) && targetEnd > methodEnd + 1 && isProtocol(data, targetEnd + 1, to)) {
            fields.set(Field.METHOD, data, from, methodEnd);
            fields.set(Field.PATH, data, methodEnd + 1, targetEnd);
        }
    }

    static boolean isMethod(byte[] data, int from, int to) {
        if (to <= from || to - from > 20) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if ((data[i] < 'A' || data[i] > 'Z') && data[i] != '-' && data[i] != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isProtocol(byte[] data, int from, int to) {
        return to - from >= 5
                && data[from] == 'H'
                && data[from + 1] == 'T'
                && data[from + 2] == 'T'
                && data[from + 3] == 'P'
                && data[from + 4] == '/';
    }

    private static int space(byte[] data, int from, int to) {
        int position = from;
        while (position < to && data[position] != ' ') {
            position++;
        }
        return position;
    }

    private static int lastSpace(byte[] data, int from, int to) {
        int position = to - 1;
        while (position >= from && data[position] != ' ') {
            position--;
        }
        return position;
    }
}
