package edu.stsci.mast.registry.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names for people of the standards that capabilities claim: by standardID without regard to case and version, as records of all ages
 * write it, or else by the capability's type.
 */
final class ServiceStandards {
    private static final String IVOA = "ivo://ivoa.net/std/";

    /** The longest beginning of the identifier counts, so a more special one stands before a more general one. */
    private static final List<Map.Entry<String, String>> BY_ID = List.of(
            Map.entry("conesearch", "Simple Cone Search"),
            Map.entry("sia#query-2", "Simple Image Access 2"),
            Map.entry("sia2", "Simple Image Access 2"),
            Map.entry("sia", "Simple Image Access"),
            Map.entry("ssa", "Simple Spectral Access"),
            Map.entry("slap", "Simple Line Access"),
            Map.entry("tap", "Table Access Protocol"),
            Map.entry("obscore", "ObsCore"),
            Map.entry("regtap", "RegTAP"),
            Map.entry("epntap", "EPN-TAP"),
            Map.entry("objobssap", "Object Visibility SAP"),
            Map.entry("datalink", "DataLink"),
            Map.entry("soda", "SODA"),
            Map.entry("hips", "HiPS"),
            Map.entry("vospace", "VOSpace"),
            Map.entry("registry", "Registry"),
            Map.entry("voevent", "VOEvent"),
            Map.entry("opensky", "Open SkyNode"),
            Map.entry("stc", "Space-Time Coordinates"));

    private static final Map<String, String> BY_TYPE = Map.of(
            "ConeSearch", "Simple Cone Search",
            "SimpleImageAccess", "Simple Image Access",
            "SimpleSpectralAccess", "Simple Spectral Access",
            "SimpleSpectrumAccess", "Simple Spectral Access",
            "ProtoSpectralAccess", "Simple Spectral Access",
            "SimpleLineAccess", "Simple Line Access",
            "TableAccess", "Table Access Protocol",
            "OpenSkyNode", "Open SkyNode",
            "Harvest", "Registry",
            "Search", "Registry");

    private ServiceStandards() {}

    /**
     * The name of the standard of a capability.
     *
     * @param standardId its standardID; empty when it has none
     * @param type its type, with or without a prefix; empty when it has none
     * @return the name, or the identifier of a standard that is not known here; empty for VOSI and the examples of DALI, which all kinds of services have, and when the
     *     capability names no standard
     */
    static Optional<String> label(String standardId, String type) {
        String id = standardId.strip().toLowerCase(Locale.ROOT);
        if (id.startsWith(IVOA + "vosi") || id.startsWith(IVOA + "dali")) {
            return Optional.empty();
        }
        if (id.startsWith(IVOA)) {
            String rest = id.substring(IVOA.length());
            for (Map.Entry<String, String> known : BY_ID) {
                if (rest.startsWith(known.getKey())) {
                    return Optional.of(known.getValue());
                }
            }
        }
        String byType = BY_TYPE.get(type.substring(type.indexOf(':') + 1));
        if (byType != null) {
            return Optional.of(byType);
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(standardId.strip());
    }
}
