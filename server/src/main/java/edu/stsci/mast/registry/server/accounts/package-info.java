/**
 * Who is asking, and what they may do over HTTP: signing in, sessions and tokens, the rights that resource methods need ({@link
 * edu.stsci.mast.registry.server.accounts.Requires}), and the pages about accounts. A resource method that needs a right says so by the
 * annotation, and asks {@link edu.stsci.mast.registry.server.accounts.Visit#of} who it is that has it.
 */
package edu.stsci.mast.registry.server.accounts;
