package edu.stsci.mast.registry.server.pages.staff;

import edu.stsci.mast.registry.model.store.RecordActivity.Count;
import edu.stsci.mast.registry.model.store.RecordActivity.Kind;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was done to our records in the last days: a column for each day, with a part for each kind, and a sum for each person.
 *
 * @param from the first day
 * @param counts what was done
 */
public record WeekChart(LocalDate from, List<Count> counts) {
    /** The chart's width. */
    public static final int WIDTH = 350;

    /** Its height. */
    public static final int HEIGHT = 130;

    private static final int BASE = 104;
    private static final int TALLEST = 84;
    private static final int STEP = WIDTH / StaffFrontPage.DAYS;
    private static final int THICK = 30;
    private static final int LEAST = 3;

    /** A part of a day's column; {@code kind} is the class that colours it. */
    public record Part(int x, int y, int width, int height, String kind, String title) {}

    /** A day's name below its column, and its sum above; empty when nothing was done. */
    public record Day(int middle, int top, String name, String sum) {}

    /** What a person has done. */
    public record Person(String name, int published, int restored, int retired) {}

    private List<LocalDate> dates() {
        return IntStream.range(0, StaffFrontPage.DAYS).mapToObj(from::plusDays).toList();
    }

    private int of(LocalDate day, Kind kind) {
        return counts.stream()
                .filter(count -> count.day().equals(day) && count.kind() == kind)
                .mapToInt(Count::changes)
                .sum();
    }

    private int of(LocalDate day) {
        return counts.stream()
                .filter(count -> count.day().equals(day))
                .mapToInt(Count::changes)
                .sum();
    }

    private int of(String actor, Kind kind) {
        return counts.stream()
                .filter(count -> count.actor().equals(actor) && count.kind() == kind)
                .mapToInt(Count::changes)
                .sum();
    }

    /** How much was done in all. */
    public int sum() {
        return counts.stream().mapToInt(Count::changes).sum();
    }

    /** Where the columns stand. */
    public int base() {
        return BASE;
    }

    private int height(int changes) {
        int most = dates().stream().mapToInt(this::of).max().orElse(0);
        return changes == 0 ? 0 : Math.max(LEAST, TALLEST * changes / Math.max(1, most));
    }

    /** The columns' parts, from left to right and from the ground up. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < StaffFrontPage.DAYS; i++) {
            LocalDate day = from.plusDays(i);
            int y = BASE;
            for (Kind kind : Kind.values()) {
                int changes = of(day, kind);
                if (changes > 0) {
                    int height = height(changes);
                    y -= height;
                    String word = StaffFrontPage.word(kind);
                    parts.add(new Part(
                            i * STEP + (STEP - THICK) / 2,
                            y,
                            THICK,
                            height,
                            word,
                            day + ": " + Amounts.count(changes) + " " + word));
                }
            }
        }
        return parts;
    }

    /** The days, from left to right. */
    public List<Day> days() {
        List<Day> days = new ArrayList<>();
        List<Part> parts = parts();
        for (int i = 0; i < StaffFrontPage.DAYS; i++) {
            LocalDate day = from.plusDays(i);
            int left = i * STEP;
            int top = parts.stream()
                    .filter(part -> part.x() >= left && part.x() < left + STEP)
                    .mapToInt(Part::y)
                    .min()
                    .orElse(BASE);
            int sum = of(day);
            days.add(new Day(
                    left + STEP / 2,
                    top - 5,
                    day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + day.getDayOfMonth(),
                    sum == 0 ? "" : Amounts.count(sum)));
        }
        return days;
    }

    /** Who has done something, those first who have done most. */
    public List<Person> people() {
        return counts.stream()
                .map(Count::actor)
                .distinct()
                .map(actor ->
                        new Person(actor, of(actor, Kind.PUBLISHED), of(actor, Kind.RESTORED), of(actor, Kind.RETIRED)))
                .sorted(Comparator.comparingInt(
                                (Person person) -> person.published() + person.restored() + person.retired())
                        .reversed()
                        .thenComparing(Person::name))
                .toList();
    }

    /** The chart in words. */
    public String description() {
        return "Changes of our records by day: "
                + dates().stream()
                        .map(day -> day + " "
                                + Arrays.stream(Kind.values())
                                        .filter(kind -> of(day, kind) > 0)
                                        .map(kind -> of(day, kind) + " " + StaffFrontPage.word(kind))
                                        .collect(Collectors.collectingAndThen(
                                                Collectors.joining(", "), words -> words.isEmpty() ? "none" : words)))
                        .collect(Collectors.joining("; "))
                + ".";
    }
}
