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
     * What was found in a record, or in a file that could not be read.
     *
     * @param line where the record begins, from 1; 0 for a file
     * @param ivoid its identifier; empty when it has none that can be used, and for a file
     * @param trouble why it cannot be used at all; empty when it can
     * @param findings what schemas and rules say, the gravest first
     */
    public record Checked(
            String file, int line, Optional<String> ivoid, Optional<String> trouble, List<Finding> findings) {
        /** Whether it would not be published. */
        public boolean faulty() {
            return trouble.isPresent() || findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }

    /**
     * Checks files.
     *
     * @param use gets each record, and each file that cannot be read to its end, as they come
     */
    public Tally check(List<Path> files, Consumer<Checked> use, Progress progress) {
        long records = 0;
        long faulty = 0;
        long unreadable = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            try (RecordFileReader reader = RecordFileReader.open(file, normaliser)) {
                for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
                    records++;
                    Optional<Checked> checked = checked(file, next.get());
                    checked.ifPresent(use);
                    faulty += checked.filter(Checked::faulty).isPresent() ? 1 : 0;
                }
            } catch (RecordFileException e) {
                unreadable++;
                use.accept(new Checked(file.toString(), 0, Optional.empty(), Optional.of(e.getMessage()), List.of()));
            }
            progress.at(i + 1L, files.size());
        }
        return new Tally(records, faulty, unreadable);
    }

    /**
     * Checks what somebody has sent, which lies in a file for the time being.
     *
     * @param use gets each record, and the whole when it cannot be read to its end; without the file's name
     */
    public Tally checkSent(Path file, Consumer<Checked> use) {
        return check(
                List.of(file),
                checked -> use.accept(new Checked(
                        "",
                        checked.line(),
                        checked.ivoid(),
                        checked.trouble().map(trouble -> trouble.replace(file.toString(), "The text")),
                        checked.findings())),
                Progress.NONE);
    }

    /** Nothing for a tombstone, which says nothing that could be wrong. */
    private static Optional<Checked> checked(Path file, Delivery delivery) {
        if (delivery instanceof Delivery.Unusable unusable) {
            return Optional.of(new Checked(
                    file.toString(),
                    unusable.line(),
                    unusable.identifier(),
                    Optional.of(unusable.reason()),
                    List.of()));
        }
        if (delivery instanceof Delivery.Resource resource) {
            return Optional.of(new Checked(
                    file.toString(),
                    resource.line(),
                    Optional.of(resource.document().ivoid().toString()),
                    Optional.empty(),
                    resource.document().findings()));
        }
        return Optional.empty();
    }
}
