package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.server.pages.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that shows how a capability is used: as an address to click, for pyVO and for STILTS. It is the test query that the record
 * gives, else one at a position in the coverage.
 *
 * @param address the request as an address
 * @param words what it asks for
 * @param votable whether the answer is a VOTable, which desktop applications can take
 */
public record UsageExample(String address, String words, boolean votable, List<Snippet> snippets) {
    /** How large a region is asked for where the record doesn't say it, in degrees. */
    private static final BigDecimal USUAL_SIZE = new BigDecimal("0.1");

    /** A name of a table as it is written in queries (ADQL 2.1, section 2.1.3), perhaps with quotes. */
    private static final Pattern TABLE_NAME =
            Pattern.compile("(?:[A-Za-z]\\w*|\"[\\w .:/+-]+\")(?:\\.(?:[A-Za-z]\\w*|\"[\\w .:/+-]+\")){0,2}");

    /** Tables that are easy to begin with, whatever else there is. */
    private static final List<String> WELL_KNOWN = List.of("ivoa.obscore", "rr.resource");

    /** A region: a position and a size in degrees. */
    private record Region(BigDecimal longitude, BigDecimal latitude, BigDecimal size) {
        String python() {
            return "(" + longitude.toPlainString() + ", " + latitude.toPlainString() + ")";
        }

        /** The radius where the size is a width or diameter. */
        BigDecimal half() {
            return size.divide(BigDecimal.valueOf(2));
        }

        String words() {
            return "around right ascension " + longitude.toPlainString() + "°, declination " + latitude.toPlainString()
                    + "°";
        }
    }

    /**
     * The example for a capability.
     *
     * @param kind the capability's kind
     * @param root the record, for its coverage and tables
     * @param position a covered position in degrees; empty when that isn't known
     * @return empty for capabilities that are not asked, and those of which the record doesn't tell enough
     */
    static Optional<UsageExample> of(ServiceKind kind, Element capability, Element root, Optional<double[]> position) {
        Optional<Element> used = capability.all("interface").stream()
                .filter(i -> i.attribute("role").startsWith("std"))
                .findFirst()
                .or(() -> capability.all("interface").stream().findFirst());
        Optional<Address> base = used.flatMap(i -> Address.of(i.text("accessURL")));
        if (base.isEmpty()) {
            return Optional.empty();
        }
        Address address = base.get();
        Element asked = used.get();
        return switch (kind) {
            case TAP -> Optional.of(tap(address, root));
            case CONE ->
                region(kind, capability, asked, position)
                        .map(r -> cone(
                                address, capability.all("testQuery").stream().findFirst(), r));
            case SIA1 -> region(kind, capability, asked, position).map(r -> images(address, r));
            case SIA2 -> region(kind, capability, asked, position).map(r -> images2(address, r));
            case SSA -> spectra(address, capability, region(kind, capability, asked, position));
            case SLAP -> Optional.of(lines(address, capability));
            case HARVEST -> Optional.of(harvest(address));
            case HTTP, OTHER, DATALINK, SODA, HIPS -> given(address, asked);
            default -> Optional.empty();
        };
    }

    private static UsageExample tap(Address address, Element root) {
        String adql = "SELECT TOP 10 * FROM " + table(root);
        String url = address.child("sync")
                .with("REQUEST=doQuery&LANG=ADQL&QUERY=" + Address.value(adql))
                .text();
        return new UsageExample(
                url,
                "The first ten rows of " + table(root),
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo",
                                "",
                                "service = pyvo.dal.TAPService(" + Snippet.python(address.text()) + ")",
                                "result = service.search(" + Snippet.python(adql) + ")",
                                "print(result.to_table())"),
                        Snippet.shell(
                                "STILTS",
                                "stilts tapquery tapurl=" + Snippet.shell(address.text()) + " \\\n    adql="
                                        + Snippet.shell(adql) + " sync=true ofmt=ascii")));
    }

    private static String table(Element root) {
        List<String> names = new ArrayList<>();
        for (Element schema : root.all("tableset/schema")) {
            for (Element table : schema.all("table")) {
                String name = table.text("name");
                if (!table.attribute("type").equals("output")
                        && TABLE_NAME.matcher(name).matches()) {
                    names.add(name);
                }
            }
        }
        return names.stream()
                .filter(name -> WELL_KNOWN.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("tap_schema."))
                        .findFirst())
                .orElse("tap_schema.tables");
    }

    private static UsageExample cone(Address address, Optional<Element> test, Region region) {
        StringBuilder query = new StringBuilder("RA=")
                .append(region.longitude().toPlainString())
                .append("&DEC=")
                .append(region.latitude().toPlainString())
                .append("&SR=")
                .append(region.size().toPlainString());
        test.map(t -> t.text("verb")).flatMap(UsageExample::number).ifPresent(verb -> query.append("&VERB=")
                .append(verb.toPlainString()));
        test.map(t -> t.text("catalog")).filter(c -> !c.isEmpty()).ifPresent(c -> query.append("&CATALOG=")
                .append(Address.value(c)));
        test.map(t -> t.text("extras"))
                .filter(e -> !e.isEmpty())
                .ifPresent(e -> query.append(e.startsWith("&") ? "" : "&").append(e));
        return new UsageExample(
                address.with(query.toString()).text(),
                "Within " + region.size().toPlainString() + "° " + region.words(),
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo",
                                "",
                                "service = pyvo.dal.SCSService(" + Snippet.python(address.text()) + ")",
                                "result = service.search(pos=" + region.python() + ", radius="
                                        + region.size().toPlainString() + ")",
                                "print(result.to_table())"),
                        stilts("cone", address, region, region.size())));
    }

    private static UsageExample images(Address address, Region region) {
        return new UsageExample(
                address.with("POS=" + region.longitude().toPlainString() + ","
                                + region.latitude().toPlainString() + "&SIZE="
                                + region.size().toPlainString())
                        .text(),
                "In a field of " + region.size().toPlainString() + "° " + region.words(),
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo",
                                "",
                                "service = pyvo.dal.SIAService(" + Snippet.python(address.text()) + ")",
                                "result = service.search(pos=" + region.python() + ", size="
                                        + region.size().toPlainString() + ")",
                                "print(result.to_table())",
                                "print(result[0].getdataurl() if len(result) else \"nothing found\")"),
                        stilts("sia1", address, region, region.half())));
    }

    private static UsageExample images2(Address address, Region region) {
        String radius = region.size().toPlainString();
        return new UsageExample(
                address.with("POS="
                                + Address.value("CIRCLE " + region.longitude().toPlainString() + " "
                                        + region.latitude().toPlainString() + " " + radius))
                        .text(),
                "Within " + radius + "° " + region.words(),
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo.dal.sia2",
                                "",
                                "result = pyvo.dal.sia2.search(" + Snippet.python(address.text()) + ",",
                                "    pos=(" + region.longitude().toPlainString() + ", "
                                        + region.latitude().toPlainString() + ", " + radius + "))",
                                "print(result.to_table())"),
                        stilts("sia2", address, region, region.size())));
    }

    /** The record's own command comes first: it may ask for more than a position (SSA 1.2, ssap:Query). */
    private static Optional<UsageExample> spectra(Address address, Element capability, Optional<Region> region) {
        String command = capability.text("testQuery/queryDataCmd");
        if (region.isEmpty() && command.isEmpty()) {
            return Optional.empty();
        }
        String query = command.isEmpty()
                ? "REQUEST=queryData&POS="
                        + region.get().longitude().toPlainString() + ","
                        + region.get().latitude().toPlainString() + "&SIZE="
                        + region.get().size().toPlainString()
                : (command.toUpperCase(Locale.ROOT).contains("REQUEST=") ? "" : "REQUEST=queryData&") + command;
        String url = address.with(query).text();
        if (region.isEmpty()) {
            return Optional.of(new UsageExample(url, "The record's test query", true, table(url)));
        }
        return Optional.of(new UsageExample(
                url,
                command.isEmpty()
                        ? "Within " + region.get().size().toPlainString() + "° in diameter "
                                + region.get().words()
                        : "The record's test query",
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo",
                                "",
                                "service = pyvo.dal.SSAService(" + Snippet.python(address.text()) + ")",
                                "result = service.search(pos=" + region.get().python() + ", diameter="
                                        + region.get().size().toPlainString() + ")",
                                "print(result.to_table())"),
                        stilts("ssa", address, region.get(), region.get().half()))));
    }

    /** The Hα line where the record gives none. */
    private static UsageExample lines(Address address, Element capability) {
        BigDecimal low =
                number(capability.text("testQuery/wavelength/minWavelength")).orElse(new BigDecimal("6.55E-7"));
        BigDecimal high =
                number(capability.text("testQuery/wavelength/maxWavelength")).orElse(new BigDecimal("6.57E-7"));
        String command = capability.text("testQuery/queryDataCmd");
        String query = command.isEmpty()
                ? "REQUEST=queryData&WAVELENGTH=" + low + "/" + high
                : (command.toUpperCase(Locale.ROOT).contains("REQUEST=") ? "" : "REQUEST=queryData&") + command;
        String url = address.with(query).text();
        return new UsageExample(
                url,
                "Lines with wavelengths from " + low + " to " + high + " m",
                true,
                List.of(
                        Snippet.pyVo(
                                "import pyvo",
                                "",
                                "service = pyvo.dal.SLAService(" + Snippet.python(address.text()) + ")",
                                "result = service.search(wavelength=(" + low + ", " + high + "))",
                                "print(result.to_table())"),
                        tpipe(url)));
    }

    private static UsageExample harvest(Address address) {
        String records = address.with("verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_managed")
                .text();
        return new UsageExample(
                address.with("verb=Identify").text(),
                "What the registry says of itself",
                false,
                List.of(Snippet.shell("curl", "curl -g " + Snippet.shell(records))));
    }

    /** The test query of the interface (vs:ParamHTTP). */
    private static Optional<UsageExample> given(Address address, Element asked) {
        String query = asked.text("testQuery");
        if (query.isEmpty()) {
            return Optional.empty();
        }
        String url = address.with(query).text();
        boolean votable = asked.text("resultType").toLowerCase(Locale.ROOT).contains("votable");
        return Optional.of(new UsageExample(
                url,
                "The record's test query",
                votable,
                votable ? table(url) : List.of(Snippet.shell("curl", "curl -gL " + Snippet.shell(url)))));
    }

    private static List<Snippet> table(String url) {
        return List.of(
                new Snippet(
                        "Astropy",
                        "python",
                        String.join(
                                "\n",
                                "from astropy.table import Table",
                                "",
                                "print(Table.read(" + Snippet.python(url) + ", format=\"votable\"))")),
                tpipe(url));
    }

    private static Snippet tpipe(String url) {
        return Snippet.shell("STILTS", "stilts tpipe ifmt=votable in=" + Snippet.shell(url) + " ofmt=ascii");
    }

    private static Snippet stilts(String service, Address address, Region region, BigDecimal radius) {
        return Snippet.shell(
                "STILTS",
                "stilts cone servicetype=" + service + " serviceurl=" + Snippet.shell(address.text()) + " \\\n    lon="
                        + region.longitude().toPlainString() + " lat="
                        + region.latitude().toPlainString() + " radius="
                        + radius.toPlainString() + " ofmt=ascii");
    }

    private static Optional<Region> region(
            ServiceKind kind, Element capability, Element asked, Optional<double[]> position) {
        return (kind == ServiceKind.CONE
                        ? region(
                                capability.text("testQuery/ra"),
                                capability.text("testQuery/dec"),
                                capability.text("testQuery/sr"))
                        : region(
                                capability.text("testQuery/pos/long"),
                                capability.text("testQuery/pos/lat"),
                                kind == ServiceKind.SSA
                                        ? capability.text("testQuery/size")
                                        : capability.text("testQuery/size/long")))
                .or(() -> fromQuery(asked.text("testQuery")))
                .or(() -> position.map(p -> new Region(
                        new BigDecimal(String.format(Locale.ROOT, "%.4f", p[0])),
                        new BigDecimal(String.format(Locale.ROOT, "%.4f", p[1])),
                        USUAL_SIZE)));
    }

    private static Optional<Region> region(String longitude, String latitude, String size) {
        Optional<BigDecimal> degrees = number(size).filter(s -> s.signum() > 0);
        return number(longitude).flatMap(ra -> number(latitude)
                .filter(dec -> dec.abs().intValue() <= 90)
                .map(dec -> new Region(ra, dec, degrees.orElse(USUAL_SIZE))));
    }

    /** The region that a query asks for, as cone searches and image searches do. */
    private static Optional<Region> fromQuery(String query) {
        String longitude = parameter(query, "RA");
        String latitude = parameter(query, "DEC");
        String[] pos = parameter(query, "POS").split(",");
        if (pos.length == 2) {
            longitude = pos[0];
            latitude = pos[1];
        }
        String size = parameter(query, "SR");
        return region(
                longitude, latitude, size.isEmpty() ? parameter(query, "SIZE").split(",")[0] : size);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(name)) {
                return pair.substring(equals + 1);
            }
        }
        return "";
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            // A record may say 1E999999999, whose plain form would not end.
            return Math.abs(number.scale()) <= 20 && number.precision() <= 30 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
