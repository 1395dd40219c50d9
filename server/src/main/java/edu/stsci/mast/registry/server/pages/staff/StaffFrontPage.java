package edu.stsci.mast.registry.server.pages.staff;

import edu.stsci.mast.registry.model.store.RecordActivity;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the staff's front page shows.
 *
 * @param groups what there may be to see to, by kind, also where there is nothing
 * @param checked the last look at the stored records; empty when there was none
 * @param week what was done in the last days
 * @param latest the last things that were done
 */
public record StaffFrontPage(
        List<Group> groups, Optional<RecordChecks.Run> checked, WeekChart week, List<RecordActivity.Change> latest) {
    /** How many days are looked back upon, today included. */
    static final int DAYS = 7;

    /**
     * Things of one kind to see to.
     *
     * @param help what they are, in a sentence
     * @param address the page that has them all
     * @param count how many there are
     * @param more how many of them have no line
     * @param lines the oldest few
     */
    public record Group(String title, String help, String address, long count, long more, List<Line> lines) {}

    /**
     * One thing to see to.
     *
     * @param name what it is
     * @param address where it can be seen to
     * @param note what is wrong with it, or who has it; may be empty
     * @param when since when, or when; may be empty
     */
    public record Line(String name, String address, String note, String when) {}

    /** The kinds of which there is something. */
    public List<Group> waiting() {
        return groups.stream().filter(group -> group.count() > 0).toList();
    }

    /** The kinds of which there is nothing, in words; empty when there is something of all. */
    public String nothing() {
        return groups.stream()
                .filter(group -> group.count() == 0)
                .map(group -> group.title().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** When the stored records were last looked at, in words. */
    public String lastCheck() {
        if (checked.isEmpty()) {
            return "The stored records have not been looked at again yet.";
        }
        RecordChecks.Run run = checked.get();
        String began = Amounts.time(run.started()) + " UTC";
        return run.ended().isEmpty()
                ? "The stored records are being looked at since " + began + "."
                : "The stored records were last looked at on " + began + ": " + Amounts.count(run.records(), "record")
                        + ", " + Amounts.count(run.links()) + " addresses asked, " + Amounts.count(run.failing())
                        + " failing.";
    }

    /** What was done, in a word. */
    public static String word(RecordActivity.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
