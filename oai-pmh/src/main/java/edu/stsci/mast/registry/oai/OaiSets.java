package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sets of the registry (section 2.6): {@code ivo_managed}, which Registry Interfaces 1.1, section 2.6, reserves for the records that
 * originate here; {@code authority_…} for each naming authority that we manage; and {@code type_…} for each type of resource, with a dot
 * for the colon after the type's prefix ({@code type_vs.CatalogService}). Characters that a setSpec cannot hold are written as {@code !} and
 * the two hexadecimal digits of each of their bytes in UTF-8.
 *
 * <p>A record without a type, namely a tombstone that never had a document, is in no set of types.
 */
final class OaiSets {
    /** The set of the records that originate here. */
    static final String MANAGED = "ivo_managed";

    private static final String AUTHORITY = "authority_";
    private static final String TYPE = "type_";

    private final ChangeFeed feed;
    private final Set<String> managedAuthorities;

    /**
     * The sets over a change feed.
     *
     * @param managedAuthorities the naming authorities that we manage, in lower case
     */
    OaiSets(ChangeFeed feed, Set<String> managedAuthorities) {
        this.feed = feed;
        this.managedAuthorities = new TreeSet<>(managedAuthorities);
    }

    /** All sets among the records that are served. */
    List<OaiSet> among(Scope served) {
        List<OaiSet> sets = new ArrayList<>();
        sets.add(managed(served));
        managedAuthorities.forEach(authority -> sets.add(authority(authority, served)));
        feed.resourceTypes(served).forEach(type -> sets.add(type(type, served)));
        return sets;
    }

    /** The set of this name; empty when there can be none. A set of a type may turn out to be empty. */
    Optional<OaiSet> find(String spec, Scope served) {
        if (spec.equals(MANAGED)) {
            return Optional.of(managed(served));
        }
        if (spec.startsWith(AUTHORITY)) {
            return decode(spec.substring(AUTHORITY.length()), '.')
                    .filter(managedAuthorities::contains)
                    .map(authority -> authority(authority, served));
        }
        if (spec.startsWith(TYPE)) {
            return decode(spec.substring(TYPE.length()), ':')
                    .filter(type -> !type.isEmpty())
                    .map(type -> type(type, served));
        }
        return Optional.empty();
    }

    /** The names of the sets that a record is in. */
    List<String> of(StoredRecord record) {
        List<String> specs = new ArrayList<>(3);
        if (record.managed()) {
            specs.add(MANAGED);
            if (managedAuthorities.contains(record.ivoid().authority())) {
                specs.add(AUTHORITY + encode(record.ivoid().authority(), '.'));
            }
        }
        if (!record.resourceType().isEmpty()) {
            specs.add(specOfType(record.resourceType()));
        }
        return specs;
    }

    private static OaiSet managed(Scope served) {
        return new OaiSet(MANAGED, "Resources whose records originate from this registry", served.managedOnly());
    }

    private static OaiSet authority(String authority, Scope served) {
        return new OaiSet(
                AUTHORITY + encode(authority, '.'),
                "Records of this registry under the naming authority " + authority,
                served.managedOnly().ofAuthority(authority));
    }

    private static OaiSet type(String type, Scope served) {
        return new OaiSet(specOfType(type), "Resources of the type " + type, served.ofType(type));
    }

    /** The name of the set of a type. */
    static String specOfType(String type) {
        return TYPE + encode(type, ':');
    }

    /** Writes text in the characters of a setSpec; {@code dotted} is the character that is written as a dot. */
    private static String encode(String text, char dotted) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c == dotted) {
                out.append('.');
            } else if (isPlain(c)) {
                out.append(c);
            } else {
                out.append("!%02X".formatted((int) c));
            }
        }
        return out.toString();
    }

    /** Reads what {@link #encode} wrote; empty for what it cannot have written. */
    private static Optional<String> decode(String spec, char dotted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < spec.length(); i++) {
            char c = spec.charAt(i);
            if (c == '!' && i + 2 < spec.length()) {
                int high = Character.digit(spec.charAt(i + 1), 16);
                int low = Character.digit(spec.charAt(i + 2), 16);
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(c == '.' ? dotted : c);
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return Optional.of(text).filter(t -> encode(t, dotted).equals(spec));
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
