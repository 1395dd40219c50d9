package edu.stsci.mast.registry.model;

import java.util.List;

/** What looks at each record that is read, beyond the schemas. Thread-safe. */
@FunctionalInterface
public interface RecordCheck {
    /** What is wrong with the record, the gravest first; empty when nothing is. */
    List<Finding> check(RecordElement record);
}
