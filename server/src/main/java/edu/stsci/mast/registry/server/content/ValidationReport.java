package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found in records that were checked without being stored, as JSON has it.
 *
 * @param tally sums
 * @param counts how many findings of each code there are, by the codes
 * @param records the records, and files that could not be read
 */
public record ValidationReport(Checker.Tally tally, Map<String, Long> counts, List<Checker.Checked> records) {
    /** Takes what is found, from a severity on. */
    public static final class Builder {
        private final Finding.Severity least;
        private final Map<String, Long> counts = new TreeMap<>();
        private final List<Checker.Checked> records = new ArrayList<>();

        /** A report of what is at least as grave as this. */
        public Builder(Finding.Severity least) {
            this.least = least;
        }

        /** Takes what was found in a record; as it is told. */
        public Checker.Checked count(Checker.Checked checked) {
            Checker.Checked wanted = new Checker.Checked(
                    checked.file(),
                    checked.line(),
                    checked.ivoid(),
                    checked.trouble(),
                    checked.findings().stream()
                            .filter(f -> f.severity().compareTo(least) <= 0)
                            .toList());
            wanted.findings().forEach(f -> counts.merge(f.code(), 1L, Long::sum));
            return wanted;
        }

        /** Takes a record into the report. */
        public void add(Checker.Checked checked) {
            records.add(count(checked));
        }

        /** How many findings of each code there are so far. */
        public Map<String, Long> counts() {
            return counts;
        }

        /** The report. */
        public ValidationReport report(Checker.Tally tally) {
            return new ValidationReport(tally, counts, records);
        }
    }
}
