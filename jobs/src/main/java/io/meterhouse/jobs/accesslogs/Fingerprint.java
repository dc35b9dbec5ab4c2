package io.meterhouse.jobs.accesslogs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * By what a file is known again, whatever it is called and whether it was compressed since: the bytes it begins with, and the bytes
 * before the place up to which it was read. Both are taken of the decompressed content.
 *
 * @param headLength how many of the first bytes were hashed, at most 1024
 * @param headHash SHA-256 of them
 * @param tailHash SHA-256 of as many bytes, at most 1024, that lie before the offset
 */
record Fingerprint(int headLength, String headHash, String tailHash) {

    static final int LONGEST = 1024;

    /** Watches content go by, from the first byte on. */
    static final class Recorder {

        private final byte[] head = new byte[LONGEST];
        private int headLength;
        private byte[] tail = {};

        void accept(byte[] data, int from, int to) {
            int wanted = Math.min(LONGEST - headLength, to - from);
            System.arraycopy(data, from, head, headLength, wanted);
            headLength += wanted;
            if (to - from >= LONGEST) {
                tail = Arrays.copyOfRange(data, to - LONGEST, to);
            } else {
                byte[] both = Arrays.copyOf(tail, tail.length + to - from);
                System.arraycopy(data, from, both, tail.length, to - from);
                tail = both.length <= LONGEST ? both : Arrays.copyOfRange(both, both.length - LONGEST, both.length);
            }
        }

        /** A recorder that has seen the same. */
        Recorder copy() {
            Recorder copy = new Recorder();
            System.arraycopy(head, 0, copy.head, 0, headLength);
            copy.headLength = headLength;
            copy.tail = tail;
            return copy;
        }

        /** The fingerprint of everything accepted so far. */
        Fingerprint fingerprint() {
            return new Fingerprint(headLength, hash(head, headLength), hash(tail, tail.length));
        }

        /** The hash of the first bytes accepted, at most as many as there were. */
        String headHash(int length) {
            return hash(head, Math.min(length, headLength));
        }

        int headLength() {
            return headLength;
        }
    }

    private static String hash(byte[] data, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
