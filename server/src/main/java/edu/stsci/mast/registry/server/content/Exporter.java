package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes all records to a folder, one file each: {@code AUTHORITY/PATH.xml}, as {@code import} reads them. Deleted records are listed in
 * {@code deleted.txt}. The folder appears only when it is complete.
 */
public final class Exporter {
    private static final int AT_A_TIME = 500;
    private static final int LONGEST_NAME = 200;

    private final ChangeFeed feed;

    /** An exporter of the records of a feed. */
    public Exporter(ChangeFeed feed) {
        this.feed = feed;
    }

    /**
     * Exports the records as they are at this moment.
     *
     * @param folder where to; must be empty or missing
     * @return how many records were written, tombstones not counted
     * @throws FailureException when the folder is not empty or cannot be written to
     */
    public long export(Path folder, Progress progress) {
        Path target = folder.toAbsolutePath().normalize();
        requireEmpty(target);
        Path building = target.resolveSibling(target.getFileName() + ".partial");
        try {
            deleteTree(building);
            Files.createDirectories(building);
            try {
                long written = write(building, progress);
                Files.deleteIfExists(target); // it is empty
                Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
                return written;
            } finally {
                deleteTree(building);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException("The export to " + folder + " failed: " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path target) {
        try (Stream<Path> content = Files.exists(target) ? Files.list(target) : Stream.empty()) {
            if (content.findAny().isPresent()) {
                throw new FailureException(target + " is not empty; name a new folder");
            }
        } catch (IOException e) {
            throw new FailureException(target + " is not a folder that can be written to", e);
        }
    }

    private long write(Path folder, Progress progress) throws IOException {
        ChangeFeed.Range rest = new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head());
        int total = feed.count(rest);
        List<String> deleted = new ArrayList<>();
        long[] done = {0};
        List<StoredRecord> records = new ArrayList<>();
        do {
            records.clear();
            feed.read(rest, AT_A_TIME, records::add);
            for (StoredRecord record : records) {
                if (record.status() == RecordStatus.DELETED) {
                    deleted.add(record.ivoid().toString());
                } else {
                    Path file = folder.resolve(fileOf(record.ivoid()));
                    Files.createDirectories(file.getParent());
                    Files.write(file, record.document());
                }
                rest = rest.from(record.sequence());
                done[0]++;
            }
            progress.at(done[0], total);
        } while (!records.isEmpty());
        if (!deleted.isEmpty()) {
            Collections.sort(deleted);
            Files.write(folder.resolve("deleted.txt"), deleted, StandardCharsets.UTF_8);
        }
        return done[0] - deleted.size();
    }

    /** A relative path that is safe on every file system and different for different identifiers. */
    private static Path fileOf(Ivoid ivoid) {
        String[] segments = ivoid.key().substring("ivo://".length()).split("/");
        Path path = Path.of(safe(segments[0]));
        if (segments.length == 1) {
            return path.resolve("_authority.xml"); // not a possible name of another record: _ alone is escaped below
        }
        for (int i = 1; i < segments.length - 1; i++) {
            path = path.resolve(safe(segments[i]));
        }
        return path.resolve(safe(segments[segments.length - 1]) + ".xml");
    }

    private static String safe(String segment) {
        StringBuilder name = new StringBuilder();
        for (char c : segment.toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '+'
                    || c == '_' && !name.isEmpty()
                    || c == '.' && !name.isEmpty();
            name.append(plain ? String.valueOf(c) : String.format("%%%02x", (int) c));
        }
        if (name.length() <= LONGEST_NAME) {
            return name.toString();
        }
        return name.substring(0, LONGEST_NAME) + "%" + Integer.toHexString(segment.hashCode());
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.delete(path);
                } catch (DirectoryNotEmptyException e) {
                    throw new IOException(path + " changed while it was being removed", e);
                }
            }
        }
    }
}
