package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AccountsTest extends AccountsFixture {
    private Optional<Account> authenticate(Accounts by, String name, String password) {
        return by.authenticate(name, password.toCharArray());
    }

    @Test
    void anAccountIsKnownByItsNameAndPassword() {
        assertThat(accounts.none()).isTrue();
        Account added = add("Ann.Editor", Role.EDITOR, "archive.stsci.edu", "ivo://Hubble.example");

        assertThat(accounts.none()).isFalse();
        assertThat(added.authorities().names()).isEqualTo(Set.of("archive.stsci.edu", "hubble.example"));
        assertThat(authenticate(accounts, "ann.EDITOR", PASSWORD)).contains(added);
        assertThat(authenticate(accounts, "ann.editor", PASSWORD + "x")).isEmpty();
        assertThat(authenticate(accounts, "ann.editor", "")).isEmpty();
        assertThat(authenticate(accounts, "nobody", PASSWORD)).isEmpty();
        assertThat(accounts.list()).containsExactly(added);
        assertThat(accounts.find("ANN.editor")).contains(added);
    }

    @Test
    void namesAndPasswordsThatWillNotDoAreRefused() {
        add("ann", Role.EDITOR);
        assertThatThrownBy(() -> add("ANN", Role.EDITOR)).hasMessageContaining("There is an account ANN already");
        for (String name : List.of("", " ", "a b", "a\r\nb", "<script>", "x".repeat(101), "-x")) {
            assertThatThrownBy(() -> add(name, Role.EDITOR)).as(name).hasMessageContaining("name of an account");
        }
        for (String password : List.of("short", "x".repeat(257), "aaaaaaaaaaaaaaaa", "               ")) {
            assertThatThrownBy(() -> accounts.add(
                            ROOT, new NewAccount("bob", Role.EDITOR, Authorities.ALL), password.toCharArray()))
                    .as(password)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("password");
        }
        assertThatThrownBy(() -> Authorities.of(List.of("archive.stsci.edu/hst")))
                .hasMessageContaining("its authority is archive.stsci.edu");
        assertThatThrownBy(() -> Authorities.of(List.of("no authority"))).hasMessageContaining("no naming authority");
        assertThat(accounts.list()).hasSize(1);
    }

    @Test
    void passwordsAreStoredSlowlySaltedAndRenewedWhenTheWorkGrows() throws SQLException {
        add("ann", Role.EDITOR);
        add("bob", Role.EDITOR);
        String before = stored("ann");
        assertThat(before).startsWith("pbkdf2-sha512$1000$").doesNotContain(PASSWORD);
        assertThat(before).isNotEqualTo(stored("bob"));

        Accounts stronger = accounts(2000);
        assertThat(authenticate(stronger, "ann", "wrong password")).isEmpty();
        assertThat(stored("ann")).isEqualTo(before);
        assertThat(authenticate(stronger, "ann", PASSWORD)).isPresent();

        assertThat(stored("ann")).startsWith("pbkdf2-sha512$2000$");
        assertThat(authenticate(stronger, "ann", PASSWORD)).isPresent();
        assertThat(authenticate(accounts, "ann", PASSWORD))
                .as("by a node with the old setting")
                .isPresent();
        assertThat(stored("ann")).startsWith("pbkdf2-sha512$2000$");
    }

    private String stored(String name) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT password FROM account WHERE name_key = '" + name + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void passwordsOfMoreThanAsciiWork() {
        String password = "Größe π·σ 🔭 völlig";
        accounts.add(ROOT, new NewAccount("ann", Role.EDITOR, Authorities.ALL), password.toCharArray());
        assertThat(authenticate(accounts, "ann", password)).isPresent();
        assertThat(authenticate(accounts, "ann", "Große π·σ 🔭 vollig")).isEmpty();
    }

    @Test
    void aChangedPasswordEndsTheSessions() {
        Account ann = add("ann", Role.EDITOR);
        String session = sessions.begin(ann, "password", "192.0.2.1").identifier();

        accounts.setPassword(ROOT, ann.id(), "another long password".toCharArray());

        assertThat(sessions.find(session, true)).isEmpty();
        assertThat(authenticate(accounts, "ann", PASSWORD)).isEmpty();
        assertThat(authenticate(accounts, "ann", "another long password")).isPresent();
        assertThat(acts()).containsExactly("change password", "sign in", "add account");
    }

    @Test
    void aDisabledAccountCanDoNothing() {
        Account ann = add("ann", Role.EDITOR);
        String session = sessions.begin(ann, "password", "192.0.2.1").identifier();
        String token = tokens.make(ROOT, ann, "t", Right.READ, clock.instant().plusSeconds(60))
                .secret();

        accounts.setDisabled(ROOT, ann.id(), true);

        assertThat(authenticate(accounts, "ann", PASSWORD)).isEmpty();
        assertThat(sessions.find(session, true)).isEmpty();
        assertThat(tokens.find(token)).isEmpty();
        accounts.setDisabled(ROOT, ann.id(), false);
        assertThat(authenticate(accounts, "ann", PASSWORD)).isPresent();
        assertThat(sessions.find(session, true)).as("ended for good").isEmpty();
        assertThat(tokens.find(token)).isPresent();
    }

    @Test
    void theLastAdministratorStaysOne() {
        Account ann = add("ann", Role.ADMINISTRATOR);
        Account bob = add("bob", Role.CURATOR, "all");
        assertThatThrownBy(() -> accounts.setDisabled(ROOT, ann.id(), true)).hasMessageContaining("last administrator");
        assertThatThrownBy(() -> accounts.setRights(ROOT, ann.id(), Role.CURATOR, Authorities.ALL))
                .hasMessageContaining("last administrator");

        accounts.setRights(ROOT, bob.id(), Role.ADMINISTRATOR, Authorities.ALL);
        accounts.setRights(ROOT, ann.id(), Role.EDITOR, Authorities.of(List.of("archive.stsci.edu")));

        assertThat(accounts.get(ann.id()).orElseThrow().role()).isEqualTo(Role.EDITOR);
        assertThatThrownBy(() -> accounts.setDisabled(ROOT, bob.id(), true)).hasMessageContaining("last administrator");
        assertThat(audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 1).get(0).detail())
                .isEqualTo("from administrator to editor of archive.stsci.edu");
    }

    @Test
    void twoAdministratorsWhoDisableEachOtherAtOnceLeaveOne() throws Exception {
        Account ann = add("ann", Role.ADMINISTRATOR);
        Account bob = add("bob", Role.ADMINISTRATOR);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> done = threads.invokeAll(List.of(disabling(ann), disabling(bob)));
        threads.shutdown();

        assertThat(List.of(done.get(0).get(), done.get(1).get())).containsExactlyInAnyOrder(true, false);
        assertThat(accounts.list()).filteredOn(a -> !a.disabled()).hasSize(1);
    }

    private Callable<Boolean> disabling(Account account) {
        return () -> {
            try {
                accounts.setDisabled(ROOT, account.id(), true);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        };
    }

    @Test
    void anAccountThatSignsInElsewhereBelongsToWhoComesFirst() {
        Account ann = accounts.addElsewhere(ROOT, new NewAccount("ann", Role.CURATOR, Authorities.ALL));
        Account local = add("bob", Role.ADMINISTRATOR);
        Accounts.Identity identity = new Accounts.Identity("https://id.example", "248289761001");
        assertThat(authenticate(accounts, "ann", "")).isEmpty();
        assertThat(accounts.find(identity)).isEmpty();

        accounts.own(ROOT, ann.id(), identity);

        assertThat(accounts.find(identity)).contains(ann);
        assertThat(accounts.find(new Accounts.Identity("https://other.example", "248289761001")))
                .isEmpty();
        assertThatThrownBy(() -> accounts.own(ROOT, ann.id(), new Accounts.Identity("https://id.example", "2")))
                .hasMessageContaining("belongs to somebody else");
        assertThatThrownBy(() -> accounts.own(ROOT, local.id(), new Accounts.Identity("https://id.example", "3")))
                .hasMessageContaining("belongs to somebody else");
        assertThatThrownBy(() -> accounts.setPassword(ROOT, ann.id(), PASSWORD.toCharArray()))
                .hasMessageContaining("has no password here");
    }
}
