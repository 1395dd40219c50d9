package edu.stsci.mast.registry.server.accounts;

/**
 * What the page to sign in shows.
 *
 * @param next where to go then
 * @param csrf what its form sends along
 * @param name what was typed as the name
 * @param problem why the last attempt failed; empty for the first
 * @param told what else is to be said; empty for nothing
 * @param passwords whether one can sign in with a password
 * @param provider what the OpenID provider is called; empty when there is none
 * @param noAccounts whether there is no account yet
 */
public record SignInPage(
        String next,
        String csrf,
        String name,
        String problem,
        String told,
        boolean passwords,
        String provider,
        boolean noAccounts) {}
