package io.chantier.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A certificate that signs itself, in DER: nobody vouches for it but the person who compares its fingerprint. */
final class SelfSigned {

    private static final Duration VALID = Duration.ofDays(20 * 365);
    // A control plane whose clock is behind must not take a fresh certificate for one that is not valid yet.
    private static final Duration BEFORE = Duration.ofDays(2);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant SHORT_UNTIL = Instant.parse("2050-01-01T00:00:00Z");

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT = 0x06;
    private static final int UTF8 = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int DNS_NAME = 0x82;
    private static final int ADDRESS = 0x87;

    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1D, 0x11};

    private SelfSigned() {}

    /** @param keys of an elliptic curve */
    static byte[] certificate(KeyPair keys, String name, Instant now) throws GeneralSecurityException {
        var algorithm = node(SEQUENCE, node(OBJECT, ECDSA_SHA256));
        var subject = node(SEQUENCE, node(SET, node(SEQUENCE, node(OBJECT, COMMON_NAME), node(UTF8, bytes(name)))));
        var content = node(
                SEQUENCE,
                node(VERSION, node(INTEGER, new byte[] {2})),
                node(INTEGER, serial()),
                algorithm,
                subject,
                node(SEQUENCE, time(now.minus(BEFORE)), time(now.plus(VALID))),
                subject,
                keys.getPublic().getEncoded(),
                node(EXTENSIONS, node(SEQUENCE, names(name))));
        return node(SEQUENCE, content, algorithm, bits(signature(keys, content)));
    }

    private static byte[] names(String name) {
        var names = node(
                SEQUENCE, node(DNS_NAME, bytes(name)), node(DNS_NAME, bytes("localhost")), node(ADDRESS, new byte[] {
                    127, 0, 0, 1
                }));
        return node(SEQUENCE, node(OBJECT, ALTERNATIVE_NAMES), node(OCTET_STRING, names));
    }

    private static byte[] signature(KeyPair keys, byte[] content) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return signature.sign();
    }

    private static byte[] serial() {
        var number = new byte[16];
        new SecureRandom().nextBytes(number);
        // Positive, and without a leading zero that would have to be left out.
        number[0] = (byte) (number[0] & 0x3F | 0x40);
        return number;
    }

    private static byte[] time(Instant time) {
        return time.isBefore(SHORT_UNTIL)
                ? node(UTC_TIME, bytes(SHORT.format(time)))
                : node(GENERALIZED_TIME, bytes(LONG.format(time)));
    }

    private static byte[] bits(byte[] value) {
        return node(BIT_STRING, new byte[] {0}, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] node(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var node = new ByteArrayOutputStream();
        node.write(tag);
        length(node, content.size());
        node.writeBytes(content.toByteArray());
        return node.toByteArray();
    }

    private static void length(ByteArrayOutputStream node, int length) {
        if (length < 0x80) {
            node.write(length);
        } else if (length <= 0xFF) {
            node.write(0x81);
            node.write(length);
        } else {
            node.write(0x82);
            node.write(length >> 8);
            node.write(length);
        }
    }
}
