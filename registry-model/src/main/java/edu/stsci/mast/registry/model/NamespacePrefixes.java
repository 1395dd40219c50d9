package edu.stsci.mast.registry.model;

import edu.stsci.mast.registry.schemas.VoNamespace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * The prefixes of one record's namespaces: the canonical one where there is one, else the record's own, else an invented one. For one
 * record and one thread.
 */
final class NamespacePrefixes {
    private static final Set<String> CANONICAL =
            Arrays.stream(VoNamespace.values()).map(VoNamespace::prefix).collect(Collectors.toUnmodifiableSet());

    private final Map<String, String> prefixByUri = new HashMap<>();
    private final SortedMap<String, String> uriByPrefix = new TreeMap<>();
    private final Map<String, String> locationByUri = new HashMap<>();

    /** The prefix for a namespace, chosen at its first use; {@code own} is the one that the document uses, which may be null or empty. */
    String prefix(String uri, String own) {
        String known = prefixByUri.get(uri);
        return known != null ? known : choose(uri, own);
    }

    private String choose(String uri, String own) {
        String wanted = VoNamespace.ofUri(uri).map(VoNamespace::prefix).orElseGet(() -> usable(own));
        String prefix = wanted;
        for (int i = 1; uriByPrefix.containsKey(prefix); i++) {
            prefix = wanted + i;
        }
        prefixByUri.put(uri, prefix);
        uriByPrefix.put(prefix, uri);
        return prefix;
    }

    private static String usable(String own) {
        return own == null || own.isEmpty() || CANONICAL.contains(own) ? "ns" : own;
    }

    /** A QName of the document, such as the value of {@code xsi:type}, with the canonical prefix; as it stands when its prefix is unbound. */
    String canonicalQName(String value, XMLStreamReader in) {
        String name = value.strip();
        int colon = name.indexOf(':');
        String own = colon < 0 ? XMLConstants.DEFAULT_NS_PREFIX : name.substring(0, colon);
        String uri = in.getNamespaceURI(own);
        if (uri == null || uri.isEmpty()) {
            return name;
        }
        return prefix(uri, own) + ":" + name.substring(colon + 1);
    }

    /** Remembers the pairs of an {@code xsi:schemaLocation} for namespaces whose schemas we do not have. */
    void schemaLocations(String pairs) {
        String[] words = pairs.strip().split("\\s+");
        for (int i = 0; i + 1 < words.length; i += 2) {
            locationByUri.putIfAbsent(words[i], words[i + 1]);
        }
    }

    /** All declarations that the record needs, prefix to namespace, in the order of their prefixes. */
    SortedMap<String, String> declarations() {
        return uriByPrefix;
    }

    /** The {@code xsi:schemaLocation} of the record: one pair for each namespace in use whose schema has a known address. */
    String schemaLocation() {
        return uriByPrefix.values().stream()
                .filter(uri -> !uri.equals(VoNamespace.XSI.uri()))
                .map(uri -> {
                    String location = VoNamespace.ofUri(uri)
                            .map(VoNamespace::schemaLocation)
                            .orElseGet(() -> locationByUri.get(uri));
                    return location == null ? null : uri + " " + location;
                })
                .filter(pair -> pair != null)
                .collect(Collectors.joining(" "));
    }
}
