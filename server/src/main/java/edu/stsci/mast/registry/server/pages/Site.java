package edu.stsci.mast.registry.server.pages;

/**
 * What all pages tell of the registry.
 *
 * @param name what it is called
 * @param queries whether queries can be asked at {@code /tap}
 */
public record Site(String name, boolean queries) {}
