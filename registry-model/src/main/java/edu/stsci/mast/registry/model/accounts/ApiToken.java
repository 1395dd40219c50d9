package edu.stsci.mast.registry.model.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A token by which programs act for an account; its secret was shown once and is kept nowhere.
 *
 * @param id its number, which is no secret
 * @param account the account's number
 * @param name what its owner calls it
 * @param scope what it allows at most
 * @param created when it was made
 * @param expires until when it is good
 * @param lastUsed when it was last shown, to the minute
 * @param revoked when it was taken back
 */
public record ApiToken(
        long id,
        long account,
        String name,
        Right scope,
        Instant created,
        Instant expires,
        Optional<Instant> lastUsed,
        Optional<Instant> revoked) {
    /** Whether it is good at a time. */
    public boolean good(Instant now) {
        return revoked.isEmpty() && now.isBefore(expires);
    }
}
