package edu.stsci.mast.registry.model.accounts;

import java.time.Instant;

/**
 * One act in the audit log.
 *
 * @param id its number; later acts have larger ones
 * @param happened when
 * @param account the number of the account that acted; 0 for none
 * @param actor its name then
 * @param via how it came, such as {@code session 12}
 * @param sender from which network address; empty when there was none
 * @param act what was done, such as {@code publish}
 * @param subject on what, such as an IVOID or an account's name
 * @param outcome what became of it
 * @param detail what else is worth knowing, for people
 */
public record AuditEntry(
        long id,
        Instant happened,
        long account,
        String actor,
        String via,
        String sender,
        String act,
        String subject,
        Outcome outcome,
        String detail) {
    /** What became of an act. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** Whoever wanted it may not do it. */
        REFUSED,
        /** It was tried and did not succeed. */
        FAILED
    }
}
