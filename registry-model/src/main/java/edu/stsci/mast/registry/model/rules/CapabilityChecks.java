package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Capabilities and their interfaces, whatever the protocol (VOResource 1.1, section 3.2.2; SimpleDALRegExt 1.1, section 2). */
final class CapabilityChecks implements Check {
    private static final Set<String> USES = Set.of("full", "base", "dir");
    /** Hosts that only one institution's machines reach; no name is looked up. */
    private static final Pattern PRIVATE =
            Pattern.compile("(?i)localhost|.*\\.(local|localdomain|internal|lan|test|invalid)"
                    + "|127\\..*|10\\.\\d+\\.\\d+\\.\\d+|192\\.168\\.\\d+\\.\\d+|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+|169\\.254\\..*"
                    + "|0\\.0\\.0\\.0|\\[(::1?|f[cd].*|fe80.*)]");

    @Override
    public void check(Subject subject, Findings found) {
        found.addIf(
                subject.isService() && subject.capabilities().isEmpty(),
                Rule.CAP_01,
                subject.root(),
                () ->
                        "The record is a service without a capability, so nobody can use it. Add a capability with its access URL.");
        Set<String> seen = new HashSet<>();
        for (RecordElement capability : subject.capabilities()) {
            standard(capability, found);
            List<RecordElement> interfaces = capability.all("interface");
            found.addIf(
                    interfaces.isEmpty(),
                    Rule.CAP_02,
                    capability,
                    () ->
                            "The capability has no interface, so nobody can use it. Add one with its access URL, or remove the capability.");
            for (RecordElement face : interfaces) {
                access(face, found);
            }
            String said = capability.attribute("standardID").toLowerCase(Locale.ROOT) + " "
                    + capability.text("interface/accessURL")
                    + (capability.has("standardID")
                            ? ""
                            : capability
                                            .first("interface")
                                            .map(RecordElement::type)
                                            .orElse("?")
                                    + capability.text("description"));
            found.addIf(
                    !interfaces.isEmpty() && !seen.add(said),
                    Rule.CAP_14,
                    capability,
                    () -> "An earlier capability has the same standard and access URL. Remove one of the two.");
        }
    }

    private static void standard(RecordElement capability, Findings found) {
        String id = capability.attribute("standardID");
        Optional<StandardIds.Known> known = StandardIds.find(id);
        Optional<StandardIds.Known> ofType = StandardIds.ofType(capability.type());
        if (ofType.isPresent()
                && known.filter(k -> k.types().equals(ofType.get().types())).isEmpty()) {
            found.add(
                    Rule.CAP_06,
                    capability,
                    "The capability is of the type " + capability.type() + ", but its standardID is "
                            + (id.isEmpty() ? "missing" : Findings.quoted(id)) + ". Write "
                            + ofType.get().id() + ".");
        } else if (known.isEmpty() && StandardIds.isIvoa(id)) {
            Optional<String> instead = StandardIds.instead(id);
            found.add(
                    instead.isPresent() ? Rule.CAP_09 : Rule.CAP_08,
                    capability,
                    instead.map(i -> "The standardID " + Findings.quoted(id) + " is outdated. Write " + i + ".")
                            .orElse(
                                    "The IVOA has no standardID " + Findings.quoted(id)
                                            + " that is known here, so clients will not find the service. Look for a typing error."));
        }
        known.ifPresent(k -> {
            found.addIf(
                    !k.types().isEmpty() && !k.types().contains(capability.type()),
                    Rule.CAP_07,
                    capability,
                    () -> "A capability of " + k.id() + " is of the type "
                            + k.types().get(0)
                            + ", which tells its limits and test query. Add the xsi:type and what belongs to it.");
            standardInterface(capability, k, found);
        });
    }

    private static void standardInterface(RecordElement capability, StandardIds.Known known, Findings found) {
        List<RecordElement> interfaces = capability.all("interface");
        List<RecordElement> standard = interfaces.stream()
                .filter(face -> face.attribute("role").toLowerCase(Locale.ROOT).startsWith("std"))
                .toList();
        found.addIf(
                standard.isEmpty()
                        && !interfaces.isEmpty()
                        && !known.interfaceType().isEmpty()
                        && !isVosi(known),
                Rule.CAP_04,
                capability,
                () -> "None of the interfaces has role=\"std\", so clients do not know which one follows " + known.id()
                        + ". Add the attribute to it.");
        for (RecordElement face : standard) {
            found.addIf(
                    !known.interfaceType().isEmpty() && !known.interfaceType().equals(face.type()),
                    Rule.CAP_05,
                    face,
                    () -> "The standard interface is of the type "
                            + (face.type().isEmpty() ? "none" : face.type()) + ". " + known.id() + " wants vs:"
                            + known.interfaceType() + ".");
            String version = face.attribute("version");
            found.addIf(
                    !known.versions().isEmpty()
                            && !version.isEmpty()
                            && !known.versions().contains(version),
                    Rule.CAP_10,
                    face,
                    () -> "The interface has the version " + Findings.quoted(version) + ", but " + known.id() + " has "
                            + String.join(", ", known.versions()) + ".");
            if (known.parameters()) {
                face.first("accessURL").ifPresent(url -> parameters(url, known, found));
            }
        }
    }

    /** The interfaces of VOSI need no role: each capability has one purpose (VOSI 1.1, section 2). */
    private static boolean isVosi(StandardIds.Known known) {
        return known.key().startsWith("vosi#");
    }

    private static void parameters(RecordElement url, StandardIds.Known known, Findings found) {
        boolean open = url.text().endsWith("?") || url.text().endsWith("&");
        found.addIf(
                !url.text().isEmpty() && (!open || !url.attribute("use").equals("base")),
                Rule.CAP_11,
                url,
                () -> "Clients of " + known.id() + " put their parameters behind the access URL "
                        + Findings.quoted(url.text()) + ". Let it end with ? or &, with use=\"base\".");
    }

    private static void access(RecordElement face, Findings found) {
        List<RecordElement> urls = face.all("accessURL");
        found.addIf(
                urls.isEmpty(),
                Rule.CAP_03,
                face,
                () -> "The interface has no access URL, so nobody can use it. Add it, or remove the interface.");
        for (RecordElement url : urls) {
            String host = host(url.text());
            if (host.isEmpty()) {
                found.add(
                        Rule.CAP_03,
                        url,
                        "The access URL " + Findings.quoted(url.text())
                                + " is no absolute address. Write it with https:// and a host.");
            } else if (PRIVATE.matcher(host).matches()) {
                found.add(
                        Rule.CAP_12,
                        url,
                        "The access URL " + Findings.quoted(url.text()) + " leads to " + host
                                + ", which nobody outside can reach. Write the public address.");
            } else {
                found.addIf(
                        url.text().regionMatches(true, 0, "http:", 0, 5),
                        Rule.CAP_13,
                        url,
                        () -> "The access URL " + Findings.quoted(url.text())
                                + " is not encrypted, so web applications cannot use it. Write https:// when the service has it.");
            }
            found.addIf(
                    url.has("use") && !USES.contains(url.attribute("use")),
                    Rule.CAP_15,
                    url,
                    () -> "The attribute use is " + Findings.quoted(url.attribute("use"))
                            + ". Write full, base or dir.");
        }
    }

    /** The host of an absolute address; empty when it is none. Addresses of base URLs may hold what a URI may not. */
    private static String host(String address) {
        int query = address.indexOf('?');
        try {
            URI uri = new URI(query < 0 ? address : address.substring(0, query));
            return uri.getScheme() == null || uri.getHost() == null ? "" : uri.getHost();
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
