package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "every minute, PT1M, every minute",
        "every 90 seconds, PT90S, every 90 seconds",
        "Every 120 seconds, PT2M, every 2 minutes",
        "every 6 hours, PT6H, every 6 hours",
        "every 24h, , ",
        "every day, PT24H, every day",
    })
    void readsIntervals(String text, Duration interval, String written) {
        if (interval == null) {
            assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(Schedule.parse(text)).isEqualTo(new Schedule.Every(interval));
        assertThat(Schedule.parse(text).text()).isEqualTo(written);
        assertThat(Schedule.parse(written)).isEqualTo(Schedule.parse(text));
    }

    @Test
    void readsCronExpressions() {
        assertThat(Schedule.parse(" 0 30 3 * * ? ")).isEqualTo(new Schedule.Cron("0 30 3 * * ?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "30 3 * * *", "every 0 seconds", "every -1 days", "0 60 3 * * ?"})
    void saysWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
