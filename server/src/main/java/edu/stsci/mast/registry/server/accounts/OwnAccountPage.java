package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.ApiToken;
import edu.stsci.mast.registry.model.accounts.Right;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the page of one's own account shows.
 *
 * @param account one's account
 * @param tokens its tokens that are still good, and those that ended in the last days
 * @param now the time
 * @param told what was done; empty for nothing
 * @param problem why something was not done; empty when it was
 * @param secret a token that was just made, which is shown this once; empty for none
 */
public record OwnAccountPage(
        Account account, List<ApiToken> tokens, Instant now, String told, String problem, String secret) {
    /** The scopes that a token of this account may have. */
    public List<Right> scopes() {
        return Arrays.stream(Right.values())
                .filter(right -> account.role().right().includes(right))
                .toList();
    }

    /** A token's state, in a word. */
    public String state(ApiToken token) {
        if (token.revoked().isPresent()) {
            return "revoked";
        }
        return token.good(now) ? "good" : "expired";
    }
}
