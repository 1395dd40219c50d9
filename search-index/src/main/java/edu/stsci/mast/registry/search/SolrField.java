package edu.stsci.mast.registry.search;

/** The names of the fields in the configset's schema.xml that more than one class uses. */
final class SolrField {
    static final String ID = "id";
    static final String KIND = "kind";
    static final String GENERATION = "generation";
    static final String VERSION = "version";

    static final String IVOID = "ivoid";
    static final String AUTHORITY = "authority";
    static final String HOME_REGISTRY = "home_registry";
    static final String MANAGED = "managed";
    static final String STATUS = "status";
    static final String CREATED = "created";
    static final String UPDATED = "updated";
    static final String DATESTAMP = "datestamp";
    static final String RESOURCE_TYPE = "resource_type";
    static final String STANDARD = "standard";
    static final String STANDARD_ID = "standard_id";
    static final String WAVEBAND = "waveband";
    static final String PUBLISHER = "publisher";
    static final String CONTENT_LEVEL = "content_level";
    static final String REFERENCE_URL = "reference_url";
    static final String RIGHTS = "rights";
    static final String IDENTIFIER_KEY = "identifier_key";

    static final String TITLE = "title";
    static final String SHORT_NAME = "short_name";
    static final String DESCRIPTION = "description";
    static final String SUBJECT = "subject";
    static final String CREATOR = "creator";
    static final String CONTRIBUTOR = "contributor";
    static final String IDENTIFIER = "identifier";
    static final String INSTRUMENT = "instrument";
    static final String ABOUT = "about";
    static final String TABLE = "data_table";
    static final String COLUMN = "data_column";
    static final String UCD = "ucd";

    static final String TYPE_WORDS = "type_words";
    static final String NAME = "name";
    /** Folded, for the order of titles. */
    static final String TITLE_SORT = "title_sort";

    static final String TITLE_BEGINS = "title_begins";
    static final String TITLE_STARTS = "title_starts";
    static final String INSTRUMENT_KEYS = "instrument_keys";
    static final String SUBJECT_KEYS = "subject_keys";

    /** What the record has data of; see RecordCoverage. */
    static final String SKY_CELLS = "sky_cells";

    static final String SKY_AROUND = "sky_around";
    static final String TIME_CELLS = "time_cells";
    static final String TIME_STARTS = "time_starts";
    static final String ENERGY_CELLS = "energy_cells";
    static final String ENERGY_STARTS = "energy_starts";
    /** The names of those of the fields of cells that are empty. */
    static final String COVERAGE_UNKNOWN = "coverage_unknown";

    /** The value of {@link #KIND} of records that a search must not return. */
    static final String KIND_GONE = "gone";

    /** The value of {@link #KIND} of all documents that a search may return. */
    static final String KIND_RECORD = "record";

    private SolrField() {}
}
