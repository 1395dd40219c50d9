package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.ApiTokens;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.accounts.AccountStores;
import edu.stsci.mast.registry.server.accounts.Expiry;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "account",
        description = "Keeps the accounts of staff, beside a running server or without one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AccountCommand.Add.class,
            AccountCommand.Password.class,
            AccountCommand.Rights.class,
            AccountCommand.ListAll.class,
            AccountCommand.Disable.class,
            AccountCommand.Enable.class,
            AccountCommand.Token.class,
            AccountCommand.Revoke.class
        })
final class AccountCommand {
    private static final Actor HERE = Actor.atCommandLine(System.getProperty("user.name", "unknown"));

    /** What all commands about accounts have in common. */
    private abstract static class OnAccounts implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        /** Does something with the accounts; what cannot be done is told in a sentence. */
        <T> T with(Function<AccountStores, T> work) {
            RegistrySettings settings = common.settings();
            DataFolder folder = DataFolder.forWriting(settings.data());
            try (Storage storage = Storage.open(settings, folder)) {
                return work.apply(AccountStores.of(settings.accounts(), storage));
            } catch (IllegalArgumentException e) {
                throw new FailureException(e.getMessage(), e);
            }
        }
    }

    /** A command about one account. */
    private abstract static class OnOne extends OnAccounts {
        @Parameters(paramLabel = "NAME", description = "The account's name.")
        private String name;

        @Override
        public Integer call() {
            return with(stores -> {
                Account account = stores.accounts()
                        .find(name)
                        .orElseThrow(() -> new FailureException(
                                "There is no account '" + name + "'; 'account list' shows those that there are"));
                System.out.println(work(stores, account));
                return 0;
            });
        }

        /** Does it; the sentence that tells what was done. */
        abstract String work(AccountStores stores, Account account);
    }

    @Command(
            name = "add",
            description =
                    "Adds an account. Its password is asked for, or read from the standard input when that is no terminal.")
    static final class Add extends OnAccounts {
        @Parameters(paramLabel = "NAME", description = "The name to sign in by.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "editor, curator (may publish, too) or administrator.")
        private String role;

        @Option(
                names = "--authority",
                paramLabel = "AUTHORITY",
                description = "A naming authority whose records it may change, or 'all'; may be given more than once.")
        private List<String> authorities = new ArrayList<>();

        @Option(
                names = "--openid",
                description = "It signs in at the OpenID provider, by this name there, and has no password.")
        private boolean elsewhere;

        @Override
        public Integer call() {
            return with(stores -> {
                NewAccount account = new NewAccount(name, Role.of(role), Authorities.of(authorities));
                Account added = elsewhere
                        ? stores.accounts().addElsewhere(HERE, account)
                        : stores.accounts().add(HERE, account, NewPassword.read(account.name()));
                System.out.println("Added " + text(added));
                return 0;
            });
        }
    }

    @Command(
            name = "password",
            description =
                    "Changes a password and ends the account's sessions. The password is asked for, or read from the"
                            + " standard input when that is no terminal.")
    static final class Password extends OnOne {
        @Override
        String work(AccountStores stores, Account account) {
            stores.accounts().setPassword(HERE, account.id(), NewPassword.read(account.name()));
            return "Changed the password of " + account.name();
        }
    }

    @Command(name = "rights", description = "Changes what an account may do.")
    static final class Rights extends OnOne {
        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "editor, curator or administrator; else as before.")
        private String role;

        @Option(
                names = "--authority",
                paramLabel = "AUTHORITY",
                description =
                        "A naming authority whose records it may change, 'all' or 'none'; may be given more than once;"
                                + " else as before.")
        private List<String> authorities = new ArrayList<>();

        @Override
        String work(AccountStores stores, Account account) {
            Authorities wanted = authorities.isEmpty()
                    ? account.authorities()
                    : authorities.equals(List.of("none")) ? Authorities.of(List.of()) : Authorities.of(authorities);
            stores.accounts().setRights(HERE, account.id(), role == null ? account.role() : Role.of(role), wanted);
            return "Changed " + text(stores.accounts().get(account.id()).orElseThrow());
        }
    }

    @Command(name = "list", description = "Lists the accounts.")
    static final class ListAll extends OnAccounts {
        @Override
        public Integer call() {
            return with(stores -> {
                List<Account> all = stores.accounts().list();
                if (all.isEmpty()) {
                    System.out.println("There are no accounts; 'account add NAME --role administrator' makes one.");
                }
                all.forEach(account -> System.out.println(text(account)));
                return 0;
            });
        }
    }

    @Command(name = "disable", description = "Keeps an account out, with its sessions and tokens.")
    static final class Disable extends OnOne {
        @Override
        String work(AccountStores stores, Account account) {
            stores.accounts().setDisabled(HERE, account.id(), true);
            return "Disabled " + account.name();
        }
    }

    @Command(name = "enable", description = "Lets an account in again that was disabled.")
    static final class Enable extends OnOne {
        @Override
        String work(AccountStores stores, Account account) {
            stores.accounts().setDisabled(HERE, account.id(), false);
            return "Enabled " + account.name();
        }
    }

    @Command(
            name = "token",
            description =
                    "Makes a token by which programs act for an account, and prints it; it cannot be shown again.")
    static final class Token extends OnOne {
        @Option(
                names = "--scope",
                required = true,
                paramLabel = "SCOPE",
                description = "What it allows at most: read, edit, publish or admin.")
        private String scope;

        @Option(
                names = "--expires",
                required = true,
                paramLabel = "WHEN",
                description = "A date such as 2027-01-31, or a number of days such as 30d; at most 366 days from now.")
        private String expires;

        @Option(names = "--name", paramLabel = "NAME", description = "What to call it (default: ${DEFAULT-VALUE}).")
        private String called = "command line";

        @Override
        String work(AccountStores stores, Account account) {
            ApiTokens.Made made = stores.tokens()
                    .make(HERE, account, called, Right.of(scope), Expiry.parse(expires, Clock.systemUTC()));
            System.err.println("Token " + made.token().id() + " of " + account.name() + ", good until "
                    + Amounts.time(made.token().expires()) + " UTC:");
            return made.secret();
        }
    }

    @Command(name = "revoke", description = "Takes a token back.")
    static final class Revoke extends OnOne {
        @Option(names = "--token", required = true, paramLabel = "N", description = "The token's number.")
        private long token;

        @Override
        String work(AccountStores stores, Account account) {
            if (!stores.tokens().revoke(HERE, account, token)) {
                throw new FailureException(account.name() + " has no token " + token + " that is not revoked");
            }
            return "Revoked token " + token + " of " + account.name();
        }
    }

    private static String text(Account account) {
        return String.format(
                Locale.ROOT,
                "%s: %s, authorities: %s%s%s; %s",
                account.name(),
                account.role().word(),
                account.role() == Role.ADMINISTRATOR
                        ? "all"
                        : account.authorities().text(),
                account.elsewhere() ? ", by OpenID" : "",
                account.disabled() ? ", disabled" : "",
                account.lastSignIn()
                        .map(time -> "last signed in " + Amounts.time(time) + " UTC")
                        .orElse("has not signed in yet"));
    }
}
