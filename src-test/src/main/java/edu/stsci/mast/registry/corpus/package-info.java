/**
 * The corpus generator: a seeded Virtual Observatory of any size, for benchmarks and for tests that need many records. {@link
 * edu.stsci.mast.registry.corpus.Corpus} is the only way in; the words, columns and authorities lie in text files beside the classes.
 */
package edu.stsci.mast.registry.corpus;
