package edu.stsci.mast.registry.model.editing;

import java.util.List;
import java.util.Set;

/** Finds values for a field while somebody types: what the registry's records use, and what vocabularies hold. */
public interface Suggestions {
    /** Subjects of the Unified Astronomy Thesaurus. */
    String SUBJECT = "subject";

    /** UCDs. */
    String UCD = "ucd";

    /** Units. */
    String UNIT = "unit";

    /** IVOIDs of records. */
    String IVOID = "ivoid";

    /** Facilities. */
    String FACILITY = "facility";

    /** Instruments. */
    String INSTRUMENT = "instrument";

    /** All of them. */
    Set<String> LISTS = Set.of(SUBJECT, UCD, UNIT, IVOID, FACILITY, INSTRUMENT);

    /**
     * The best values, best first.
     *
     * @param list the list's name, as {@link Input#suggestions} gives it; of an unknown one there are no values
     * @param typed what has been typed so far; empty for the most usual values
     * @param most how many values there may be
     */
    List<Option> find(String list, String typed, int most);
}
