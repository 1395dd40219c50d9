package edu.stsci.mast.registry.model.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A member of staff who may sign in.
 *
 * @param id its number
 * @param name the name to sign in by, as it was written; names are compared without regard to case
 * @param role what it is for
 * @param authorities whose records it may change; an administrator may change all in any case
 * @param elsewhere whether it signs in at an OpenID provider; it has no password here then
 * @param disabled whether it may not sign in, and its tokens are refused
 * @param created when it was made
 * @param lastSignIn when it last signed in
 */
public record Account(
        long id,
        String name,
        Role role,
        Authorities authorities,
        boolean elsewhere,
        boolean disabled,
        Instant created,
        Optional<Instant> lastSignIn) {}
