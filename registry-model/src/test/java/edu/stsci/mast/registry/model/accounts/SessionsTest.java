package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest extends AccountsFixture {
    @Test
    void aSessionIsKnownToEveryNodeByItsIdentifierOnly() {
        Account ann = add("ann", Role.EDITOR);
        Sessions.Begun begun = sessions.begin(ann, "password", "192.0.2.1");
        Sessions otherNode = new Sessions(database.dataSource(), clock, IDLE, LENGTH);

        assertThat(begun.identifier()).hasSize(43);
        Sessions.Found found = otherNode.find(begun.identifier(), true).orElseThrow();
        assertThat(found.session()).isEqualTo(begun.session());
        assertThat(found.account().name()).isEqualTo("ann");
        assertThat(found.account().lastSignIn()).contains(clock.instant());
        assertThat(sessions.find(begun.identifier() + "x", true)).isEmpty();
        assertThat(sessions.find("", true)).isEmpty();
        assertThat(sessions.find(Long.toString(begun.session().number()), true)).isEmpty();
        assertThat(sessions.begin(ann, "password", "192.0.2.1").identifier()).isNotEqualTo(begun.identifier());
    }

    @Test
    void theIdentifierIsNotStored() throws Exception {
        String identifier =
                sessions.begin(add("ann", Role.EDITOR), "password", "").identifier();
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT session_sha256 FROM account_session")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBytes(1)).hasSize(32).isEqualTo(RandomKey.sha256(identifier));
        }
    }

    @Test
    void anIdleSessionEnds() {
        String identifier =
                sessions.begin(add("ann", Role.EDITOR), "password", "").identifier();
        clock.advance(IDLE.minusSeconds(1));
        assertThat(sessions.find(identifier, true)).isPresent();
        clock.advance(IDLE.minusSeconds(1));
        assertThat(sessions.find(identifier, false)).as("not idle since").isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.find(identifier, true)).as("a look was no activity").isEmpty();
    }

    @Test
    void aBusySessionEndsAfterItsLength() {
        String identifier =
                sessions.begin(add("ann", Role.EDITOR), "password", "").identifier();
        for (int minutes = 0; minutes < LENGTH.toMinutes(); minutes += 30) {
            assertThat(sessions.find(identifier, true))
                    .as("after %d minutes", minutes)
                    .isPresent();
            clock.advance(Duration.ofMinutes(30));
        }
        assertThat(sessions.find(identifier, true)).isEmpty();
    }

    @Test
    void aSessionThatWasEndedIsGone() {
        Account ann = add("ann", Role.EDITOR);
        Sessions.Begun one = sessions.begin(ann, "password", "");
        Sessions.Begun two = sessions.begin(ann, "password", "");

        sessions.end(Actor.inSession(ann, one.session().number(), ""), one.identifier());
        sessions.end(Actor.inSession(ann, one.session().number(), ""), one.identifier());

        assertThat(sessions.find(one.identifier(), true)).isEmpty();
        assertThat(sessions.find(two.identifier(), true)).isPresent();
        assertThat(acts()).containsExactly("sign out", "sign in", "sign in", "add account");
    }
}
