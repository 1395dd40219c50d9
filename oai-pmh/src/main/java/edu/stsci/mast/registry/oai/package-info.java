/**
 * OAI-PMH 2.0 as the Virtual Observatory uses it (IVOA Registry Interfaces 1.1, section 2): the protocol's words, which harvesters use
 * too, and the side that publishes our records, {@link edu.stsci.mast.registry.oai.OaiProvider}. Nothing here knows HTTP.
 *
 * <p>Clauses that comments cite are those of <a href="http://www.openarchives.org/OAI/openarchivesprotocol.html">OAI-PMH 2.0</a> unless
 * they name another standard.
 */
package edu.stsci.mast.registry.oai;
