package io.chantier.agent.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final String PRINTED = "user root, password hunter2hunter, again hunter2! and hunter";

    @Test
    void a_secret_is_replaced_wherever_the_reading_happens_to_pause() {
        for (int first = 0; first <= PRINTED.length(); first++) {
            for (int second = first; second <= PRINTED.length(); second++) {
                var output = new Output(List.of("hunter2hunter", "hunter2"));
                output.add(PRINTED.substring(0, first));
                output.add(PRINTED.substring(first, second));
                output.add(PRINTED.substring(second));
                output.end();
                assertThat(output.text()).isEqualTo("user root, password [secret], again [secret]! and hunter");
            }
        }
    }

    @Test
    void no_part_of_a_secret_is_shown_while_the_rest_is_on_its_way() {
        var output = new Output(List.of("hunter2hunter"));
        for (char c : "the password is hunter2hunter".toCharArray()) {
            output.add(String.valueOf(c));
            assertThat(output.text()).doesNotContain("hunter2");
        }
    }

    @Test
    void a_secret_that_is_a_word_of_the_replacement_is_replaced_once() {
        var output = new Output(List.of("secret"));
        output.add("secret");
        output.add("secret");
        output.end();
        assertThat(output.text()).isEqualTo("[secret][secret]");
    }

    @Test
    void of_much_output_the_beginning_and_the_end_are_kept() {
        var output = new Output(List.of());
        output.add("the first words\n");
        for (int i = 0; i < 100_000; i++) {
            output.add("line " + i + "\n");
        }
        output.end();
        assertThat(output.text())
                .startsWith("the first words\nline 0\n")
                .containsPattern("\n\\[\\d+ characters left out\\]\n")
                .endsWith("line 99999")
                .hasSizeLessThan(Output.MOST + 100);
    }

    @Test
    void what_is_just_not_too_much_is_kept_whole() {
        var output = new Output(List.of());
        output.add("x".repeat(Output.MOST));
        output.end();
        assertThat(output.text()).isEqualTo("x".repeat(Output.MOST));
    }
}
