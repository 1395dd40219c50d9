package edu.stsci.mast.registry.corpus;

import java.util.List;

/** The kinds of records in a corpus, with their types and their shares, which add up to one. */
enum RecordKind {
    CATALOG_RESOURCE(Family.CATALOGUE, "vs:CatalogResource", 0.540),
    CATALOG_SERVICE(Family.CATALOGUE, "vs:CatalogService", 0.235),
    DATA_COLLECTION(Family.CATALOGUE, "vs:DataCollection", 0.025),
    CONE_SEARCH(Family.SERVICE, "vs:CatalogService", 0.040),
    IMAGE_SERVICE(Family.SERVICE, "vs:DataService", 0.028),
    IMAGE_SERVICE_2(Family.SERVICE, "vs:CatalogService", 0.012),
    SPECTRUM_SERVICE(Family.SERVICE, "vs:DataService", 0.016),
    LINE_SERVICE(Family.SERVICE, "vs:DataService", 0.004),
    TABLE_ACCESS(Family.SERVICE, "vs:CatalogService", 0.010),
    DATALINK_SERVICE(Family.SERVICE, "vs:DataService", 0.008),
    WEB_SERVICE(Family.SERVICE, "vr:Service", 0.012),
    ORGANISATION(Family.INFRASTRUCTURE, "vr:Organisation", 0.038),
    AUTHORITY(Family.INFRASTRUCTURE, "vg:Authority", 0),
    REGISTRY(Family.INFRASTRUCTURE, "vg:Registry", 0.002),
    STANDARD(Family.INFRASTRUCTURE, "vstd:ServiceStandard", 0.006),
    STANDARD_KEYS(Family.INFRASTRUCTURE, "vstd:StandardKeyEnumeration", 0.004),
    DOCUMENT(Family.INFRASTRUCTURE, "doc:Document", 0.020);

    /** What a record is, broadly. */
    enum Family {
        CATALOGUE,
        SERVICE,
        INFRASTRUCTURE
    }

    private static final List<RecordKind> ALL = List.of(values());

    private final Family family;
    private final String type;
    private final double share;

    RecordKind(Family family, String type, double share) {
        this.family = family;
        this.type = type;
        this.share = share;
    }

    Family family() {
        return family;
    }

    /** The record's {@code xsi:type}, with its canonical prefix. */
    String type() {
        return type;
    }

    /** Whether such records say what part of the sky, of time and of the spectrum they cover. */
    boolean hasCoverage() {
        return family == Family.CATALOGUE || family == Family.SERVICE && this != WEB_SERVICE;
    }

    static RecordKind draw(Dice dice) {
        double draw = dice.uniform();
        for (RecordKind kind : ALL) {
            draw -= kind.share;
            if (draw < 0) {
                return kind;
            }
        }
        return CATALOG_RESOURCE;
    }
}
