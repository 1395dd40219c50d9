package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.harvester.Delivery;
import edu.stsci.mast.registry.harvester.RecordFileException;
import edu.stsci.mast.registry.harvester.RecordFileReader;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks record files without storing anything. */
public final class Checker {
    private final DocumentNormaliser normaliser;

    /** A checker by the rules of the given normaliser. */
    public Checker(DocumentNormaliser normaliser) {
        this.normaliser = normaliser;
    }

    /**
     * What was checked.
     *
     * @param records how many records were found
     * @param faulty how many of them have errors, or cannot be used at all
     * @param unreadable how many files could not be read to their end
     */
    public record Tally(long records, long faulty, long unreadable) {
        /** Whether everything is in order. */
        public boolean valid() {
            return faulty == 0 && unreadable == 0;
        }
    }

    /**
     * Checks files.
     *
     * @param problem gets one line for each problem: file, place, record, what is wrong
     */
    public Tally check(List<Path> files, Consumer<String> problem, Progress progress) {
        long records = 0;
        long faulty = 0;
        long unreadable = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            try (RecordFileReader reader = RecordFileReader.open(file, normaliser)) {
                for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
                    records++;
                    faulty += report(file, next.get(), problem) ? 1 : 0;
                }
            } catch (RecordFileException e) {
                unreadable++;
                problem.accept(e.getMessage());
            }
            progress.at(i + 1L, files.size());
        }
        return new Tally(records, faulty, unreadable);
    }

    private static boolean report(Path file, Delivery delivery, Consumer<String> problem) {
        if (delivery instanceof Delivery.Unusable unusable) {
            problem.accept(file + ", line " + unusable.line() + ": " + unusable.reason());
            return true;
        }
        if (!(delivery instanceof Delivery.Resource resource)) {
            return false;
        }
        for (Finding finding : resource.document().findings()) {
            problem.accept(file + ", " + finding.severity().text() + " in "
                    + resource.document().ivoid() + ", " + finding);
        }
        return resource.document().firstError().isPresent();
    }
}
