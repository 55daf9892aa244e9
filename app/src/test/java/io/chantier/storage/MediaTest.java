package io.chantier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chantier.values.TeamId;
import io.chantier.web.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MediaTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final UUID SITE = UUID.randomUUID();

    private static Media media;

    @BeforeAll
    static void start() {
        media = StorageFixture.fresh().media();
    }

    private static Media.Picture keep(byte[] bytes) {
        return media.keep(TEAM, SITE, bytes, "alt", "upload:x");
    }

    private static String refusal(byte[] bytes) {
        var refused = catchThrowableOfType(ProblemException.class, () -> keep(bytes));
        return refused == null ? "taken" : refused.problem().code();
    }

    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] svg(String inside) {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 40 30\">"
                        + inside + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void type_and_size_come_from_the_bytes() throws IOException {
        for (var format : List.of("png", "jpg", "gif")) {
            var kept = keep(picture(format));
            assertThat(kept.contentType()).isEqualTo("image/" + format.replace("jpg", "jpeg"));
            assertThat(kept.width()).isEqualTo(40);
            assertThat(kept.height()).isEqualTo(30);
        }
        assertThat(keep(svg("<path d=\"M0 0h9\"/>")))
                .extracting(Media.Picture::width, Media.Picture::height)
                .containsExactly(40, 30);
    }

    @Test
    void the_same_picture_is_kept_once() throws IOException {
        var first = keep(picture("png"));
        assertThat(media.keep(TEAM, SITE, picture("png"), "other", "other")).isEqualTo(first);
        assertThat(media.find(new TeamId(UUID.randomUUID()), SITE, first.id())).isEmpty();
    }

    @Test
    void a_hundred_megapixels_are_refused_unopened() throws IOException {
        var png = picture("png");
        ByteBuffer.wrap(png).putInt(16, 10_000).putInt(20, 10_000);
        assertThat(refusal(png)).isEqualTo("picture-too-large");
    }

    @Test
    void moving_pictures_are_refused() throws IOException {
        var gif = picture("gif");
        var frames = new ByteArrayOutputStream();
        frames.write(gif, 0, gif.length - 1);
        int frame = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        frames.write(gif, frame, gif.length - frame);
        assertThat(refusal(frames.toByteArray())).isEqualTo("picture-animated");
    }

    @Test
    void drawings_that_could_do_something_are_refused() {
        for (var part : List.of(
                "<script>alert(1)</script>",
                "<path onload=\"alert(1)\" d=\"M0 0\"/>",
                "<a xlink:href=\"javascript:alert(1)\"><text>x</text></a>",
                "<use xlink:href=\"http://evil.example/x.svg#a\"/>",
                "<image href=\"http://evil.example/x.png\"/>",
                "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>",
                "<style>@import url(http://evil.example)</style>",
                "<rect style=\"fill:url(http://evil.example)\"/>",
                "<set attributeName=\"onload\" to=\"alert(1)\"/>",
                "<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>")) {
            assertThat(refusal(svg(part))).as(part).isEqualTo("picture-unsafe");
        }
        var bomb =
                "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg viewBox=\"0 0 1 1\"><text>&b;</text></svg>";
        assertThat(refusal(bomb.getBytes(StandardCharsets.UTF_8))).isNotEqualTo("taken");
    }

    @Test
    void what_is_no_picture_is_refused() throws IOException {
        assertThat(refusal(new byte[0])).isEqualTo("picture-unreadable");
        assertThat(refusal("<html><svg".getBytes(StandardCharsets.UTF_8))).isNotEqualTo("taken");
        assertThat(refusal("GIF89a".getBytes(StandardCharsets.UTF_8))).isEqualTo("picture-unreadable");
        var jpeg = picture("jpg");
        for (int length = 0; length < 60; length++) {
            assertThat(refusal(Arrays.copyOf(jpeg, length))).isEqualTo("picture-unreadable");
        }
    }
}
