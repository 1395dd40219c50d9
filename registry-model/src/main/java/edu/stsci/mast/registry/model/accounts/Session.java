package edu.stsci.mast.registry.model.accounts;

import java.time.Instant;

/**
 * A stay of an account in a browser.
 *
 * @param number its number, which is no secret
 * @param account the account's number
 * @param signIn how it began: {@code password} or {@code openid}
 * @param created when it began
 * @param lastSeen when its browser last did something, to the minute
 * @param expires when it ends in any case
 */
public record Session(long number, long account, String signIn, Instant created, Instant lastSeen, Instant expires) {}
