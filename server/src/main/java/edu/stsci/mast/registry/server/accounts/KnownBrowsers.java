package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.RandomKey;
import edu.stsci.mast.registry.model.accounts.SignInLimits.Attempt;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows browsers in which an account has signed in before, by a sealed cookie that says nothing else, so that strangers who guess at the
 * account's password do not keep its owner out.
 */
final class KnownBrowsers {
    private final Seal seal;

    KnownBrowsers(Seal seal) {
        this.seal = seal;
    }

    /** What a browser is to keep in which this account has signed in. */
    String mark(String account) {
        String random = RandomKey.make();
        return random + "." + seal.of(text(random, account));
    }

    /** By what an attempt to sign in is counted. */
    Attempt attempt(String account, Optional<String> mark, String sender) {
        return mark.map(m -> m.split("\\.", 2))
                .filter(parts -> parts.length == 2 && seal.matches(text(parts[0], account), parts[1]))
                .map(parts -> Attempt.inKnownBrowser(parts[0]))
                .orElseGet(() -> Attempt.byStranger(account, sender));
    }

    private static String text(String random, String account) {
        return "browser\n" + random + "\n" + account.strip().toLowerCase(Locale.ROOT);
    }
}
