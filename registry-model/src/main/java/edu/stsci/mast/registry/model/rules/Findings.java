package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers what is found in one record. Of one rule it keeps the first few, so that a large table does not drown the rest. */
public final class Findings {
    private static final int MOST_OF_A_RULE = 3;

    /** A record that is being written has many marks, and each has to be found. */
    private static final int MOST_MARKS = 50;

    private final int most;
    private final Finding.Severity least;

    private final List<Finding> found = new ArrayList<>();
    private final Map<Rule, Integer> counts = new EnumMap<>(Rule.class);

    /** Keeps the first three findings of each rule, and more of marks that something is still to be written. */
    public Findings() {
        this(MOST_OF_A_RULE, Finding.Severity.HINT);
    }

    private Findings(int most, Finding.Severity least) {
        this.most = most;
        this.least = least;
    }

    /** Keeps the first finding of each rule, and no hints. */
    static Findings brief() {
        return new Findings(1, Finding.Severity.WARNING);
    }

    private int most(Rule rule) {
        return rule == Rule.RES_07 && most == MOST_OF_A_RULE ? MOST_MARKS : most;
    }

    /** Notes that an element breaks a rule; the sentence says what is wrong and what to do. */
    public void add(Rule rule, RecordElement at, String sentence) {
        if (rule.severity().compareTo(least) <= 0 && counts.merge(rule, 1, Integer::sum) <= most(rule)) {
            found.add(new Finding(
                    rule.severity(),
                    rule.code(),
                    Math.max(at.line(), 0),
                    Math.max(at.column(), 0),
                    at.path(),
                    sentence));
        }
    }

    /** Notes it when something is so; the sentence is made only then, since most records break few rules. */
    void addIf(boolean so, Rule rule, RecordElement at, Supplier<String> sentence) {
        if (so && rule.severity().compareTo(least) <= 0) {
            add(rule, at, sentence.get());
        }
    }

    /** What was found, errors first, else in the order of the checks; the last of a rule tells how many more there are. */
    public List<Finding> list() {
        List<Finding> list = new ArrayList<>(found);
        for (Map.Entry<Rule, Integer> entry : counts.entrySet()) {
            int more = entry.getValue() - most(entry.getKey());
            if (more > 0) {
                for (int i = list.size() - 1; ; i--) {
                    Finding last = list.get(i);
                    if (last.code().equals(entry.getKey().code())) {
                        list.set(i, last.and("There are " + more + " more like this."));
                        break;
                    }
                }
            }
        }
        list.sort(Comparator.comparing(Finding::severity));
        return list;
    }

    /** A value as messages quote it, not too long. */
    static String quoted(String value) {
        return "'" + (value.length() <= 80 ? value : value.substring(0, 77) + "...") + "'";
    }
}
