package edu.stsci.mast.registry.server.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request is, in few words, so that requests can be counted: whatever is asked, there is a fixed number of kinds.
 *
 * @param protocol the protocol or part of the registry, such as {@code oai}
 * @param verb the question in that protocol, such as {@code ListRecords}; {@code other} where there is no such question
 */
public record RequestKind(String protocol, String verb) {
    /** What a resource says that it was asked, when the path does not tell: a property of the request. */
    public static final String VERB = "registry.verb";

    private static final String OTHER = "other";

    private static final Map<String, String> OAI_VERBS =
            named("Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord");
    private static final Map<String, String> API_PARTS =
            named("search", "suggest", "records", "drafts", "harvest", "checks", "validate", "bulk", "openapi.json");
    private static final Map<String, String> TAP_PARTS =
            named("sync", "async", "tables", "capabilities", "availability", "examples");
    private static final Set<String> OPERATION = Set.of("health", "metrics");
    private static final Set<String> VOSI = Set.of("capabilities", "availability");

    /** The names by themselves in lower case. */
    private static Map<String, String> named(String... names) {
        return Stream.of(names).collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), n -> n));
    }

    /**
     * The kind of a request.
     *
     * @param path its path, which begins with a slash
     * @param verb what the resource says that it was asked, of any spelling; empty when it says nothing
     */
    public static RequestKind of(String path, Optional<String> verb) {
        String[] parts = path.split("/", 4);
        String first = parts.length > 1 ? parts[1] : "";
        String second = parts.length > 2 ? parts[2] : "";
        return switch (first) {
            case "" -> new RequestKind("page", "front");
            case "oai" -> new RequestKind("oai", known(OAI_VERBS, verb.orElse("")));
            case "tap" -> new RequestKind("tap", second.isEmpty() ? "page" : known(TAP_PARTS, second));
            case "api" -> new RequestKind("api", known(API_PARTS, second));
            case "search" -> new RequestKind("page", "search");
            case "resource" -> new RequestKind("page", "record");
            case "staff" -> new RequestKind("staff", OTHER);
            case "NVORegInt.asmx" -> new RequestKind("nvo", OTHER);
            case "static" -> new RequestKind("static", OTHER);
            default ->
                OPERATION.contains(first)
                        ? new RequestKind("operation", first)
                        : VOSI.contains(first) ? new RequestKind("vosi", first) : new RequestKind(OTHER, OTHER);
        };
    }

    private static String known(Map<String, String> names, String name) {
        return names.getOrDefault(name.toLowerCase(Locale.ROOT), OTHER);
    }
}
