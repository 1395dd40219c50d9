package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Role;
import java.util.List;

/**
 * What the page of all accounts shows.
 *
 * @param accounts the accounts
 * @param managed the authorities whose records we are the master of
 * @param openid whether there is an OpenID provider
 * @param told what was done; empty for nothing
 * @param problem why something was not done; empty when it was
 * @param name whose password is shown this once; empty for none
 * @param password that password
 */
public record AccountsPage(
        List<Account> accounts,
        List<String> managed,
        boolean openid,
        String told,
        String problem,
        String name,
        String password) {
    /** All roles. */
    public List<Role> roles() {
        return List.of(Role.values());
    }
}
