package edu.stsci.mast.registry.oai;

import java.time.Instant;

/**
 * One response of a list.
 *
 * @param responseDate the response date that it must carry
 * @param content the records or headers
 */
record ListPage(Instant responseDate, OaiContent content) {}
