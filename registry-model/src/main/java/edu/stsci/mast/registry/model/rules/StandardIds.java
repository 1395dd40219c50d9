package edu.stsci.mast.registry.model.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The identifiers by which capabilities name the standards of the IVOA. They compare without regard to case. */
final class StandardIds {
    private static final String IVOA = "ivo://ivoa.net/std/";
    private static final String HTTP = "ParamHTTP";

    private StandardIds() {}

    /**
     * A standard that capabilities name.
     *
     * @param key the identifier behind {@code ivo://ivoa.net/std/}, in lower case
     * @param id the identifier as it should be written
     * @param types the local names of the capability's {@code xsi:type}, the usual one first; empty when the standard has none of its own
     * @param interfaceType the local name of the type of the standard interface; empty when any will do
     * @param versions the versions that an interface may name; empty when that is not checked
     * @param parameters whether parameters are put behind the access URL as it stands
     */
    record Known(
            String key,
            String id,
            List<String> types,
            String interfaceType,
            List<String> versions,
            boolean parameters) {}

    private static final List<Known> KNOWN = List.of(
            known("ConeSearch", "ConeSearch", HTTP, "1.0 1.02 1.03", true),
            known("SIA", "SimpleImageAccess", HTTP, "1.0 1.1", true),
            known("SIA#query-2.0", "", HTTP, "2.0", false),
            known("SIA#aux", "", HTTP, "1.0", true),
            known("SIA#query-aux-2.0", "", HTTP, "2.0", false),
            known("SIA#metadata-2.0", "", HTTP, "2.0", false),
            known("SSA", "SimpleSpectralAccess", HTTP, "1.0 1.04 1.1", true),
            known("SSA#aux", "", HTTP, "1.0 1.04 1.1", true),
            known("SLAP", "SimpleLineAccess", HTTP, "1.0 2.0", true),
            known("SLAP#query-2.0", "", HTTP, "2.0", false),
            known("TAP", "TableAccess", HTTP, "1.0 1.1", false),
            known("TAP#aux", "", HTTP, "1.0 1.1", false),
            known("TAP#sync-1.1", "", HTTP, "1.1", false),
            known("TAP#async-1.1", "", HTTP, "1.1", false),
            known("SODA#sync-1.0", "", HTTP, "1.0", false),
            known("SODA#async-1.0", "", HTTP, "1.0", false),
            known("DataLink#links-1.0", "", HTTP, "1.0", false),
            known("DataLink#links-1.1", "", HTTP, "1.0 1.1", false),
            known("DALI#examples", "", "", "", false),
            known("VOSI#availability", "", HTTP, "", false),
            known("VOSI#capabilities", "", HTTP, "", false),
            known("VOSI#tables", "", HTTP, "", false),
            known("VOSI#tables-1.1", "", HTTP, "", false),
            known("Registry", "Harvest Search", "", "", false),
            known("RegTAP", "", HTTP, "", false),
            known("VOSpace/v2.0", "", "", "", false),
            known("VOSpace#nodes-2.1", "", "", "", false),
            known("VOSpace#sync-2.1", "", "", "", false),
            known("VOSpace#transfers-2.1", "", "", "", false),
            known("CDP#proxy-1.0", "", "", "", false),
            known("CDP#delegate-1.0", "", "", "", false),
            known("GMS#search-1.0", "", "", "", false),
            known("HiPS#hips-1.0", "", "", "", false),
            known("HiPS#list-1.0", "", "", "", false),
            known("ObjVisSAP#query-1.0", "", HTTP, "1.0", false),
            known("ObsLocTAP", "", HTTP, "", false),
            known("ProvTAP", "", HTTP, "", false),
            known("VOEvent", "", "", "", false));

    private static final Map<String, Known> BY_KEY =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(Known::key, Function.identity()));

    private static final Map<String, Known> BY_TYPE = byType();

    private static Map<String, Known> byType() {
        Map<String, Known> byType = new HashMap<>();
        for (Known known : KNOWN) {
            for (String type : known.types()) {
                byType.put(type, known);
            }
        }
        return byType;
    }

    /** Identifiers that occur in records, and what to write instead. */
    private static final Map<String, String> OUTDATED = Map.ofEntries(
            Map.entry("conesearch/v1.0", "ConeSearch"),
            Map.entry("conesearch/v1.03", "ConeSearch"),
            Map.entry("scs", "ConeSearch"),
            Map.entry("siap", "SIA"),
            Map.entry("sia/v1.0", "SIA"),
            Map.entry("sia#query-1.0", "SIA"),
            Map.entry("sia/v2.0", "SIA#query-2.0"),
            Map.entry("siav2", "SIA#query-2.0"),
            Map.entry("ssap", "SSA"),
            Map.entry("ssa/v1.0", "SSA"),
            Map.entry("ssa#query-1.0", "SSA"),
            Map.entry("sla", "SLAP"),
            Map.entry("tap/v1.0", "TAP"),
            Map.entry("tap#1.0", "TAP"),
            Map.entry("tap#1.1", "TAP"),
            Map.entry("datalink", "DataLink#links-1.1"),
            Map.entry("datalink/v1.0", "DataLink#links-1.0"),
            Map.entry("soda", "SODA#sync-1.0"),
            Map.entry("accessdata", "SODA#sync-1.0"),
            Map.entry("vosi", "VOSI#capabilities"),
            Map.entry("vosi/v0.3", "VOSI#capabilities"),
            Map.entry("registry/v1.0", "Registry"),
            Map.entry("skynode", "TAP"),
            Map.entry("openskynode", "TAP"));

    private static Known known(String id, String type, String interfaceType, String versions, boolean parameters) {
        return new Known(
                id.toLowerCase(Locale.ROOT),
                IVOA + id,
                type.isEmpty() ? List.of() : List.of(type.split(" ")),
                interfaceType,
                versions.isEmpty() ? List.of() : Arrays.asList(versions.split(" ")),
                parameters);
    }

    private static Optional<String> key(String standardId) {
        String lower = standardId.toLowerCase(Locale.ROOT);
        return lower.startsWith(IVOA) ? Optional.of(lower.substring(IVOA.length())) : Optional.empty();
    }

    /** The standard of an identifier; empty for outdated, unknown and other identifiers. */
    static Optional<Known> find(String standardId) {
        return key(standardId).map(BY_KEY::get);
    }

    /** Whether the identifier is in the IVOA's list of standards, known here or not. */
    static boolean isIvoa(String standardId) {
        return key(standardId).isPresent();
    }

    /** What to write instead of an outdated identifier. */
    static Optional<String> instead(String standardId) {
        return key(standardId).map(OUTDATED::get).map(IVOA::concat);
    }

    /** The standard whose capability is of a type, by its local name. */
    static Optional<Known> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
