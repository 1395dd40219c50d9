package edu.stsci.mast.registry.model.accounts;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Provenance;
import java.util.Optional;

/**
 * Who is doing something, and what they may do. Ask it before each act on a record.
 *
 * @param account the account's number; 0 for whoever has none
 * @param name the account's name, or what else is acting
 * @param role the account's role; empty for whoever has no account
 * @param right what they may do now: what the role allows, or less when they came by a token of a narrower scope; empty for nothing
 * @param authorities whose records they may change
 * @param via how they came: {@code session 12}, {@code token 7 (nightly)}, {@code command line}
 * @param sender the network address that they came from; empty when there is none
 */
public record Actor(
        long account,
        String name,
        Optional<Role> role,
        Optional<Right> right,
        Authorities authorities,
        String via,
        String sender) {
    /** The longest part of a name that is kept, in characters. */
    private static final int LONGEST_NAME = 100;

    /** An account in a session. */
    public static Actor inSession(Account account, long session, String sender) {
        return of(account, account.role().right(), "session " + session, sender);
    }

    /** An account's program with a token: it may do what both the account and the token allow. */
    public static Actor byToken(Account account, ApiToken token, String sender) {
        return of(
                account,
                account.role().right().and(token.scope()),
                "token " + token.id() + " (" + token.name() + ")",
                sender);
    }

    private static Actor of(Account account, Right right, String via, String sender) {
        return new Actor(
                account.id(),
                account.name(),
                Optional.of(account.role()),
                Optional.of(right),
                account.role() == Role.ADMINISTRATOR ? Authorities.ALL : account.authorities(),
                via,
                sender);
    }

    /** Whoever works on the server's command line, by their name in the operating system; they may do everything. */
    public static Actor atCommandLine(String user) {
        return new Actor(
                0,
                AccountTables.cut(user, LONGEST_NAME),
                Optional.empty(),
                Optional.of(Right.ADMINISTER),
                Authorities.ALL,
                "command line",
                "");
    }

    /** Somebody who is not known, or not yet; they may do nothing. */
    public static Actor stranger(String name, String sender) {
        return new Actor(
                0,
                AccountTables.cut(name, LONGEST_NAME),
                Optional.empty(),
                Optional.empty(),
                new Authorities(false, java.util.Set.of()),
                "sign-in",
                sender);
    }

    /** Whether they have a right. For records, ask {@link #mayEdit} and {@link #mayPublish}. */
    public boolean may(Right wanted) {
        return right.filter(has -> has.includes(wanted)).isPresent();
    }

    /** Whether they may change this record, without publishing it. */
    public boolean mayEdit(Ivoid ivoid) {
        return may(Right.EDIT) && authorities.cover(ivoid);
    }

    /** Whether they may publish this record, or take it back. */
    public boolean mayPublish(Ivoid ivoid) {
        return may(Right.PUBLISH) && authorities.cover(ivoid);
    }

    /** What a version of a record says of them. */
    public Provenance provenance(String reason) {
        return new Provenance(name, reason);
    }
}
