/**
 * Accounts of the archive's staff in the database of the master copy: who they are, what they may do ({@link
 * edu.stsci.mast.registry.model.accounts.Actor}), by what they are known (passwords, sessions, tokens), and what they did ({@link
 * edu.stsci.mast.registry.model.accounts.AuditLog}).
 *
 * <p>All stores here are thread-safe, and throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
package edu.stsci.mast.registry.model.accounts;
