package io.chantier;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.chantier.values.Redaction;
import java.nio.charset.StandardCharsets;

/** Writes log lines without secrets, whoever logged them: message, arguments and stack traces alike. */
public final class RedactingEncoder extends PatternLayoutEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        var charset = getCharset() == null ? StandardCharsets.UTF_8 : getCharset();
        return Redaction.apply(new String(super.encode(event), charset)).getBytes(charset);
    }
}
