package edu.stsci.mast.registry.corpus;

/** Writes the capabilities of services: what standard they follow, where, with which parameters, and how to test them. */
final class CapabilityWriter {
    private static final String VOTABLE = "application/x-votable+xml";

    private final Dice dice;
    private final Markup out;

    CapabilityWriter(Dice dice, Markup out) {
        this.dice = dice;
        this.out = out;
    }

    /** The pointer from a table's resource to the TAP service that holds the table. */
    void auxiliaryTap(Authority authority) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/TAP#aux");
        bareInterface("1.1", authority.tapUrl());
        out.end("capability");
    }

    void webPage(String url) {
        out.start("capability").start("interface", "xsi:type", "vr:WebBrowser");
        out.leaf("accessURL", url, "use", "full").end("interface").end("capability");
    }

    void coneSearch(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/ConeSearch", "xsi:type", "cs:ConeSearch");
        description("Cone search");
        startInterface(null, url);
        queryType();
        parameter(
                "RA", "deg", "pos.eq.ra;meta.main", "real", "required", "Right ascension of the cone's centre (ICRS)");
        parameter("DEC", "deg", "pos.eq.dec;meta.main", "real", "required", "Declination of the cone's centre (ICRS)");
        parameter("SR", "deg", "phys.angSize", "real", "required", "Radius of the cone, 0 < SR < 180");
        parameter("VERB", "", "", "integer", "optional", "How many columns are wanted: 1, 2 or 3");
        testQuery("RA=" + longitude() + "&DEC=" + latitude() + "&SR=0.1");
        out.end("interface");
        out.leaf("maxSR", dice.pickOf("1.0", "10.0", "180.0")).leaf("maxRecords", 1_000L * dice.between(1, 200));
        out.leaf("verbosity", dice.pickOf("true", "false"));
        out.start("testQuery")
                .leaf("ra", longitude())
                .leaf("dec", latitude())
                .leaf("sr", "0.1")
                .end("testQuery");
        out.end("capability");
    }

    /** Simple Image Access 1, in the current or the older extension, which differ in how they state sizes. */
    void imageAccess(String url, boolean older) {
        out.start(
                "capability",
                "standardID",
                "ivo://ivoa.net/std/SIA",
                "xsi:type",
                (older ? "sia10" : "sia") + ":SimpleImageAccess");
        startInterface("1.0", url);
        queryType();
        parameter("POS", "deg", "pos.eq", "real", "required", "Centre of the region of interest, RA and Dec (ICRS)");
        parameter("SIZE", "deg", "phys.angSize", "real", "required", "Size of the region of interest");
        parameter("FORMAT", "", "meta.code.mime", "string", "optional", "Format of the images");
        out.end("interface").leaf("imageServiceType", dice.pickOf("Pointed", "Cutout", "Atlas", "Mosaic"));
        skySize("maxQueryRegionSize", "360", "180");
        skySize("maxImageExtent", "2", "2");
        if (older) {
            skySize("maxImageSize", "4096", "4096");
        } else {
            out.leaf("maxImageSize", 4_096);
        }
        out.leaf("maxFileSize", 1_000_000L * dice.between(1, 900)).leaf("maxRecords", 1_000L * dice.between(1, 100));
        out.start("testQuery")
                .start("pos")
                .leaf("long", longitude())
                .leaf("lat", latitude())
                .end("pos");
        skySize("size", "0.5", "0.5");
        out.end("testQuery").end("capability");
    }

    /** Simple Image Access 2, which has no extension of its own. */
    void imageAccess2(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/SIA#query-2.0");
        startInterface("2.0", url);
        queryType();
        parameter("POS", "", "", "string", "optional", "Region: CIRCLE, RANGE or POLYGON");
        parameter("BAND", "m", "em.wl", "real", "optional", "Interval of wavelengths in vacuum");
        parameter("TIME", "d", "time", "real", "optional", "Interval of time, MJD");
        testQuery("POS=CIRCLE " + longitude() + " " + latitude() + " 0.2&MAXREC=1");
        out.end("interface").end("capability");
    }

    void spectralAccess(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/SSA", "xsi:type", "ssap:SimpleSpectralAccess");
        startInterface("1.1", url);
        queryType();
        parameter("POS", "deg", "pos.eq", "string", "optional", "Position of the target");
        parameter("BAND", "m", "em.wl", "string", "optional", "Interval of wavelengths");
        parameter("TARGETNAME", "", "meta.id;src", "string", "optional", "Name of the target, as in Müller's list");
        testQuery("REQUEST=queryData&POS=" + longitude() + "," + latitude() + "&SIZE=1");
        out.end("interface").leaf("complianceLevel", dice.pickOf("query", "minimal", "full"));
        out.leaf("dataSource", dice.pickOf("survey", "pointed", "theory"))
                .leaf("creationType", dice.pickOf("archival", "cutout"));
        out.leaf("supportedFrame", "ICRS")
                .leaf("maxSearchRadius", "180")
                .leaf("maxRecords", 10_000)
                .leaf("defaultMaxRecords", 100);
        out.start("testQuery")
                .start("pos")
                .leaf("long", longitude())
                .leaf("lat", latitude())
                .end("pos");
        out.leaf("size", "0.4")
                .leaf("queryDataCmd", "REQUEST=queryData&MAXREC=1")
                .end("testQuery")
                .end("capability");
    }

    void lineAccess(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/SLAP", "xsi:type", "slap:SimpleLineAccess");
        startInterface("1.0", url);
        queryType();
        parameter("WAVELENGTH", "m", "em.wl", "string", "required", "Interval of wavelengths in vacuum");
        out.end("interface").leaf("complianceLevel", dice.pickOf("minimal", "full"));
        out.leaf("dataSource", dice.pickOf("theoretical", "observational/laboratory", "observational/astrophysical"));
        out.leaf("maxRecords", 10_000).start("testQuery").start("wavelength");
        out.leaf("minWavelength", "3.0E-7")
                .leaf("maxWavelength", "3.1E-7")
                .end("wavelength")
                .end("testQuery")
                .end("capability");
    }

    void tableAccess(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/TAP", "xsi:type", "tr:TableAccess");
        bareInterface("1.1", url);
        if (dice.chance(0.5)) {
            out.leaf("dataModel", "ObsCore-1.1", "ivo-id", "ivo://ivoa.net/std/ObsCore#core-1.1");
        }
        language();
        outputFormat("application/x-votable+xml", "ivo://ivoa.net/std/TAPRegExt#output-votable-binary", "votable");
        outputFormat("text/csv;header=present", null, "csv");
        outputFormat("application/fits", null, "fits");
        out.empty("uploadMethod", "ivo-id", "ivo://ivoa.net/std/TAPRegExt#upload-inline");
        out.empty("uploadMethod", "ivo-id", "ivo://ivoa.net/std/TAPRegExt#upload-http");
        out.start("retentionPeriod").leaf("default", 172_800).end("retentionPeriod");
        out.start("executionDuration")
                .leaf("default", 3_600)
                .leaf("hard", 36_000)
                .end("executionDuration");
        out.start("outputLimit")
                .leaf("default", "2000", "unit", "row")
                .leaf("hard", "20000000", "unit", "row")
                .end("outputLimit");
        out.start("uploadLimit")
                .leaf("hard", "100000000", "unit", "byte")
                .end("uploadLimit")
                .end("capability");
    }

    void datalink(String url) {
        standard("ivo://ivoa.net/std/DataLink#links-1.0", "1.0", url, "ID", "The publisher DID of the dataset");
    }

    void soda(String url) {
        standard("ivo://ivoa.net/std/SODA#sync-1.0", "1.0", url, "CIRCLE", "The circle to cut out: RA, Dec and radius");
    }

    void availability(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/VOSI#availability");
        bareInterface(null, url);
        out.end("capability");
    }

    /** A service of its institution's own design, with or without a WSDL. */
    void custom(String url) {
        out.start("capability");
        description("An interface of our own");
        if (dice.chance(0.3)) {
            out.start("interface", "xsi:type", "vr:WebService").leaf("accessURL", url, "use", "full");
            out.leaf("wsdlURL", url + "?wsdl").end("interface");
        } else {
            out.start("interface", "xsi:type", "vs:ParamHTTP")
                    .leaf("accessURL", url + "?", "use", "base")
                    .leaf("queryType", "POST");
            out.leaf("resultType", "application/json");
            parameter("object", "", "meta.id;src", "string", "required", "Name of the object, e.g. α Cen & co.");
            out.end("interface");
        }
        out.end("capability");
    }

    void harvest(String url) {
        out.start("capability", "standardID", "ivo://ivoa.net/std/Registry", "xsi:type", "vg:Harvest");
        out.start("interface", "role", "std", "version", "1.0", "xsi:type", "vg:OAIHTTP")
                .leaf("accessURL", url, "use", "base");
        out.end("interface").leaf("maxRecords", 100).end("capability");
    }

    private void standard(String standardId, String version, String url, String parameter, String meaning) {
        out.start("capability", "standardID", standardId);
        startInterface(version, url);
        queryType();
        parameter(parameter, "", "", "string", "required", meaning);
        out.end("interface").end("capability");
    }

    private void description(String start) {
        out.leaf("description", start + ": " + Vocabulary.standard().text("titles", dice));
    }

    private void startInterface(String version, String url) {
        out.start("interface", "role", "std", "version", version, "xsi:type", "vs:ParamHTTP");
        out.leaf("accessURL", url + "?", "use", "base");
        if (dice.chance(0.1)) {
            out.leaf("mirrorURL", url.replace("https:", "http:") + "?", "title", "Without encryption");
        }
        if (dice.chance(0.03)) {
            out.empty("securityMethod", "standardID", "ivo://ivoa.net/sso#BasicAA");
        }
    }

    private void bareInterface(String version, String url) {
        out.start("interface", "role", "std", "version", version, "xsi:type", "vs:ParamHTTP");
        out.leaf("accessURL", url, "use", dice.chance(0.5) ? "base" : "full").end("interface");
    }

    private void queryType() {
        out.leaf("queryType", "GET").leaf("resultType", VOTABLE);
    }

    private void testQuery(String query) {
        out.leaf("testQuery", query);
    }

    private void parameter(String name, String unit, String ucd, String type, String use, String description) {
        out.start("param", "std", "true", "use", use).leaf("name", name).leaf("description", description);
        if (!unit.isEmpty()) {
            out.leaf("unit", unit);
        }
        if (!ucd.isEmpty()) {
            out.leaf("ucd", ucd);
        }
        out.leaf("dataType", type).end("param");
    }

    private void language() {
        out.start("language").leaf("name", "ADQL");
        out.leaf("version", "2.0", "ivo-id", "ivo://ivoa.net/std/ADQL#v2.0")
                .leaf("version", "2.1", "ivo-id", "ivo://ivoa.net/std/ADQL#v2.1");
        out.leaf("description", "The Astronomical Data Query Language")
                .start("languageFeatures", "type", "ivo://ivoa.net/std/TAPRegExt#features-adqlgeo");
        for (String function : new String[] {"POINT", "CIRCLE", "POLYGON", "CONTAINS", "INTERSECTS", "DISTANCE"}) {
            out.start("feature").leaf("form", function).end("feature");
        }
        out.end("languageFeatures").start("languageFeatures", "type", "ivo://ivoa.net/std/TAPRegExt#features-udf");
        out.start("feature").leaf("form", "ivo_hasword(haystack TEXT, needle TEXT) -> INTEGER");
        out.leaf("description", "1 when the needle is a word of the haystack, else 0")
                .end("feature")
                .end("languageFeatures")
                .end("language");
    }

    private void outputFormat(String mime, String ivoid, String alias) {
        out.start("outputFormat", "ivo-id", ivoid)
                .leaf("mime", mime)
                .leaf("alias", alias)
                .end("outputFormat");
    }

    private void skySize(String name, String longitude, String latitude) {
        out.start(name).leaf("long", longitude).leaf("lat", latitude).end(name);
    }

    private String longitude() {
        return dice.decimal(0, 360, 4);
    }

    private String latitude() {
        return (dice.chance(0.5) ? "-" : "") + dice.decimal(0, 90, 4);
    }
}
