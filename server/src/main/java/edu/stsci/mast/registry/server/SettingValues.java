package edu.stsci.mast.registry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The values of settings, by their paths, with the checks that one alone can pass or not. All of them throw a {@link SettingsException}
 * that names the setting, where it was set, and what is wrong.
 */
final class SettingValues {
    private final Config values;
    private final String root;

    /**
     * The settings below a path.
     *
     * @param all the settings, complete
     * @param root the path; the other paths begin there
     */
    SettingValues(Config all, String root) {
        this.values = all.getConfig(root);
        this.root = root;
    }

    /** Any text, also none. */
    String text(String path) {
        return values.getString(path);
    }

    /** Any texts. */
    List<String> list(String path) {
        return values.getStringList(path);
    }

    /** Whether something is switched on. */
    boolean yes(String path) {
        return values.getBoolean(path);
    }

    /** Ranges of network addresses, perhaps none. */
    List<AddressRange> ranges(String path) {
        return values.getStringList(path).stream()
                .map(range -> checked(path, any -> AddressRange.parse(range)))
                .toList();
    }

    /** Sees to it that a file can be read; an empty name is no file. */
    void checkReadable(String path, String file) {
        if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
            throw bad(path, "the file " + file + " does not exist or cannot be read");
        }
    }

    /** What a reader makes of the text; it throws an IllegalArgumentException, whose message ends our sentence, for what it does not take. */
    <T> T checked(String path, Function<String, T> reader) {
        String value = values.getValue(path).valueType() == ConfigValueType.LIST ? "" : values.getString(path);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw bad(path, e.getMessage());
        }
    }

    /** A text that is not blank, without the blanks around it. */
    String notEmpty(String path) {
        return checked(path, v -> {
            if (v.isBlank()) {
                throw new IllegalArgumentException("it must not be empty");
            }
            return v.strip();
        });
    }

    /** One of some words. */
    String oneOf(String path, String... values) {
        return checked(path, v -> {
            if (!List.of(values).contains(v)) {
                throw new IllegalArgumentException("'" + v + "' is none of " + String.join(", ", values));
            }
            return v;
        });
    }

    /** A number from the least to the most. */
    int between(String path, int least, int most) {
        int value = values.getInt(path);
        if (value < least || value > most) {
            throw bad(path, value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /** A number from 0 to 1. */
    double share(String path) {
        double value = values.getDouble(path);
        if (!(value >= 0 && value <= 1)) {
            throw bad(path, value + " is not between 0 and 1");
        }
        return value;
    }

    /** A number of bytes, at least 1. */
    long bytes(String path) {
        long value = values.getBytes(path);
        if (value < 1) {
            throw bad(path, "it must be at least 1 byte");
        }
        return value;
    }

    /** Longer than nothing. */
    Duration positive(String path) {
        Duration value = values.getDuration(path);
        if (value.isNegative() || value.isZero()) {
            throw bad(path, "it must be longer than 0");
        }
        return value;
    }

    /** Nothing, or longer. */
    Duration notNegative(String path) {
        Duration value = values.getDuration(path);
        if (value.isNegative()) {
            throw bad(path, "it must not be negative");
        }
        return value;
    }

    /** Some seconds, as many as xs:int can count at most. */
    Duration seconds(String path) {
        long value = values.getDuration(path).toSeconds();
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw bad(path, "it must be between 1 second and " + Integer.MAX_VALUE + " seconds");
        }
        return Duration.ofSeconds(value);
    }

    /** Says that a setting is wrong, where it was set, and why. */
    SettingsException bad(String path, String why) {
        return new SettingsException(
                "The setting " + root + "." + path + " (from "
                        + values.getValue(path).origin().description() + ") is wrong: " + why,
                null);
    }
}
