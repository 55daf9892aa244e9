package io.chantier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VideoHeaderTest {

    @Test
    void type_size_and_length_are_read_from_the_container() {
        assertThat(VideoHeader.of(Videos.mp4("avc1", 1280, 720, 7, 100)))
                .isEqualTo(new VideoHeader("video/mp4", 1280, 720, 7));
        assertThat(VideoHeader.of(Videos.webm("V_VP9", 640, 360)))
                .isEqualTo(new VideoHeader("video/webm", 640, 360, 7));
    }

    @Test
    void what_browsers_do_not_all_play_is_refused_by_name() {
        assertThat(refusal(Videos.mp4("hvc1", 1280, 720, 7, 100))).isEqualTo("video-codec");
        assertThat(refusal(Videos.webm("V_MPEG4/ISO/AVC", 640, 360))).isEqualTo("video-codec");
        assertThat(refusal("MZ a program".getBytes(StandardCharsets.US_ASCII))).isEqualTo("not-a-video");
        assertThat(refusal("<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("not-a-video");
        var mp4 = Videos.mp4("avc1", 1280, 720, 7, 100);
        assertThat(refusal(Arrays.copyOf(mp4, 60))).isEqualTo("video-damaged");
    }

    @Test
    void whatever_bytes_come_they_are_a_video_or_refused() {
        var random = new Random(11);
        for (var whole : new byte[][] {Videos.mp4("avc1", 1280, 720, 7, 9), Videos.webm("V_VP8", 640, 360)})
            for (int round = 0; round < 5000; round++) {
                var broken = whole.clone();
                for (int i = 0; i < 4; i++) broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                try {
                    assertThat(VideoHeader.of(broken).contentType()).startsWith("video/");
                } catch (ProblemException refused) {
                    assertThat(refused.problem().status()).isEqualTo(422);
                }
            }
    }

    private static String refusal(byte[] bytes) {
        var refused = catchThrowableOfType(ProblemException.class, () -> VideoHeader.of(bytes));
        return refused.problem().fields().stream()
                .map(FieldProblem::code)
                .findFirst()
                .orElseThrow();
    }
}
