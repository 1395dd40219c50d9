package edu.stsci.mast.registry.harvester;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The records that one list has named, page by page, so that a record that is named twice and a list that never ends are noticed. A record
 * is known by 8 bytes of a digest of its identifier; that two of a million records share them happens once in 30 million lists.
 *
 * <p>For one thread.
 */
final class ListedRecords {
    private final Map<Long, Integer> pages = new HashMap<>();
    private final Set<Long> thisPage = new LinkedHashSet<>();
    private final List<Twice> twiceHere = new ArrayList<>();
    private int page = 1;
    private int twice;
    private Optional<Twice> example = Optional.empty();

    /** A record that was named more than once. */
    record Twice(String identifier, int firstPage, int secondPage) {}

    /** Begins the page after the last that was ended; what was said of a page that was not ended does not count. */
    void beginPage() {
        thisPage.clear();
        twiceHere.clear();
    }

    /** Takes a delivery of the page. */
    void add(Delivery delivery) {
        String identifier = identifier(delivery);
        long key = key(identifier);
        Integer earlier = pages.get(key);
        if (earlier != null) {
            twiceHere.add(new Twice(identifier, earlier, page));
        } else if (!thisPage.add(key)) {
            twiceHere.add(new Twice(identifier, page, page));
        }
    }

    /** Ends a page: how many records it named that no page before had named. */
    int endPage() {
        thisPage.forEach(key -> pages.put(key, page));
        twice += twiceHere.size();
        example = example.or(() -> twiceHere.stream().findFirst());
        page++;
        return thisPage.size();
    }

    /** The keys of the page that was ended last, for {@link #resume}. */
    byte[] keysOfLastPage() {
        ByteBuffer bytes = ByteBuffer.allocate(thisPage.size() * Long.BYTES);
        thisPage.forEach(bytes::putLong);
        return bytes.array();
    }

    /** Takes the pages that an earlier run has read. */
    void resume(List<byte[]> keysOfPages) {
        for (byte[] keys : keysOfPages) {
            ByteBuffer bytes = ByteBuffer.wrap(keys);
            while (bytes.hasRemaining()) {
                pages.put(bytes.getLong(), page);
            }
            page++;
        }
    }

    /** Forgets everything, for a list that is asked for anew. */
    void clear() {
        beginPage();
        pages.clear();
        page = 1;
        twice = 0;
        example = Optional.empty();
    }

    /** The number of the page that is read now, or will be next; from 1. */
    int page() {
        return page;
    }

    /** How many different records the ended pages name. */
    int different() {
        return pages.size();
    }

    /** How often a record was named again. */
    int twice() {
        return twice;
    }

    /** One that was. */
    Optional<Twice> example() {
        return example;
    }

    private static String identifier(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            return resource.document().ivoid().key();
        }
        if (delivery instanceof Delivery.Tombstone tombstone) {
            return tombstone.ivoid().key();
        }
        Delivery.Unusable unusable = (Delivery.Unusable) delivery;
        return new Quarantine.Entry(unusable.identifier(), unusable.reason(), unusable.xml()).key();
    }

    private static long key(String identifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identifier.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
