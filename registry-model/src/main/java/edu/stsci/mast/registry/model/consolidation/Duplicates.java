package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.consolidation.Duplicate.Reason;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** Looks for records of ours that may describe the same thing. Thread-safe. */
public final class Duplicates {
    private static final int AT_A_TIME = 100;

    private final ManagedRecords records;
    private final MasterCopy masterCopy;

    /** Looks among a master copy's managed records. */
    public Duplicates(ManagedRecords records, MasterCopy masterCopy) {
        this.records = records;
        this.masterCopy = masterCopy;
    }

    /** What two records may have in common. */
    private record Key(Reason reason, String value) {}

    /**
     * What may be duplicates, surer reasons first. Deleted records do not count. Reads all our records.
     */
    public List<Duplicate> find() {
        Map<Key, List<StoredRecord>> found = new LinkedHashMap<>();
        Map<Key, String> shown = new LinkedHashMap<>();
        List<StoredRecord> some;
        int skip = 0;
        do {
            some = records.list("", skip, AT_A_TIME);
            for (StoredRecord record : some) {
                if (record.status() != RecordStatus.DELETED) {
                    Map<Key, String> keys = keys(record);
                    keys.forEach(shown::putIfAbsent);
                    keys.keySet().forEach(key -> found.computeIfAbsent(key, k -> new ArrayList<>())
                            .add(record));
                }
            }
            skip += AT_A_TIME;
        } while (some.size() == AT_A_TIME);
        return found.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> new Duplicate(
                        group.getKey().reason(), shown.get(group.getKey()), List.copyOf(group.getValue())))
                .sorted(Comparator.comparing(Duplicate::reason).thenComparing(Duplicate::value))
                .toList();
    }

    /** By what a record may be known, each with the value as the record writes it. */
    private Map<Key, String> keys(StoredRecord record) {
        Map<Key, String> keys = new LinkedHashMap<>();
        add(keys, Reason.TITLE, plain(record.title()), record.title());
        add(
                keys,
                Reason.IVOID,
                plain(URLDecoder.decode(record.ivoid().toString().replace("+", "%2B"), StandardCharsets.UTF_8)),
                record.ivoid().toString());
        byte[] document =
                masterCopy.find(record.ivoid()).map(StoredRecord::document).orElse(null);
        if (document == null) {
            return keys;
        }
        RecordElement root = read(record, document);
        for (RecordElement alternative : root.all("altIdentifier")) {
            add(keys, Reason.ALT_IDENTIFIER, identifier(alternative.text()), alternative.text());
        }
        Set<String> standards = new HashSet<>();
        for (RecordElement capability : root.all("capability")) {
            String standard = capability.attribute("standardID").toLowerCase(Locale.ROOT);
            if (standard.isEmpty()
                    || isShared(standard)
                    || !standards.add(standard + capability.text("interface/accessURL"))) {
                continue;
            }
            for (RecordElement url : capability.all("interface/accessURL")) {
                add(
                        keys,
                        Reason.ACCESS_URL,
                        address(url.text()) + " " + standard,
                        url.text() + " (" + capability.attribute("standardID") + ")");
            }
        }
        return keys;
    }

    private static void add(Map<Key, String> keys, Reason reason, String value, String shown) {
        if (!value.isBlank()) {
            keys.putIfAbsent(new Key(reason, value), shown);
        }
    }

    /** What many records rightly have in common, beside pages for people and other things of no standard: the service that their tables are in, and where it tells of itself. */
    private static boolean isShared(String standard) {
        return standard.startsWith("ivo://ivoa.net/std/vosi#") || standard.endsWith("#aux");
    }

    /** Letters and digits only, without accents. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    /** A DOI is written in several ways: {@code doi:10.1/x}, {@code https://doi.org/10.1/x}. */
    private static String identifier(String text) {
        return text.toLowerCase(Locale.ROOT).replaceFirst("^(https?://(dx\\.)?doi\\.org/|doi:\\s*)", "doi:");
    }

    private static String address(String url) {
        return url.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceAll("[?&/]+$", "");
    }

    private static RecordElement read(StoredRecord record, byte[] document) {
        try {
            return RecordElement.read(document);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + record.ivoid() + " is not well-formed", e);
        }
    }
}
