package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;

/**
 * A set of records by which harvesters choose (section 2.6).
 *
 * @param spec the name by which requests choose it
 * @param title the name for people
 * @param scope the records that it holds
 */
public record OaiSet(String spec, String title, Scope scope) {}
