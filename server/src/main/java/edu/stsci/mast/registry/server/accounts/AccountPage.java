package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.ApiToken;
import edu.stsci.mast.registry.model.accounts.Role;
import java.time.Instant;
import java.util.List;

/**
 * What an administrator's page of one account shows.
 *
 * @param account the account
 * @param tokens its tokens that are good
 * @param now the time
 * @param told what was done; empty for nothing
 * @param problem why something was not done; empty when it was
 */
public record AccountPage(Account account, List<ApiToken> tokens, Instant now, String told, String problem) {
    /** All roles. */
    public List<Role> roles() {
        return List.of(Role.values());
    }

    /** Where the page is. */
    public String path() {
        return "/staff/accounts/" + account.id();
    }
}
