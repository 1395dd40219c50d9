package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {
    private static final Ivoid OWN = Ivoid.of("ivo://Archive.stsci.edu/hst");
    private static final Ivoid FOREIGN = Ivoid.of("ivo://archive.stsci.edu.evil.example/hst");

    private static Account account(Role role, String... authorities) {
        return new Account(
                1, "ann", role, Authorities.of(List.of(authorities)), false, false, Instant.EPOCH, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "EDITOR, archive.stsci.edu, true, false, false, false",
        "CURATOR, archive.stsci.edu, true, true, false, false",
        "EDITOR, all, true, false, true, false",
        "CURATOR, all, true, true, true, true",
        "EDITOR, other.example, false, false, false, false",
        "CURATOR, '', false, false, false, false",
        "ADMINISTRATOR, '', true, true, true, true",
    })
    void whoMayEditAndPublishWhat(
            Role role, String authority, boolean edit, boolean publish, boolean editForeign, boolean publishForeign) {
        Actor actor = Actor.inSession(account(role, authority), 3, "192.0.2.1");
        assertThat(actor.mayEdit(OWN)).isEqualTo(edit);
        assertThat(actor.mayPublish(OWN)).isEqualTo(publish);
        assertThat(actor.mayEdit(FOREIGN)).isEqualTo(editForeign);
        assertThat(actor.mayPublish(FOREIGN)).isEqualTo(publishForeign);
        assertThat(actor.may(Right.READ)).isTrue();
        assertThat(actor.may(Right.ADMINISTER)).isEqualTo(role == Role.ADMINISTRATOR);
    }

    @Property
    void aTokenNeverAllowsMoreThanItsScopeOrItsAccount(
            @ForAll Role role, @ForAll Right scope, @ForAll Right wanted, @ForAll boolean own) {
        Account account = account(role, "archive.stsci.edu");
        ApiToken token = new ApiToken(1, 1, "t", scope, Instant.EPOCH, Instant.MAX, Optional.empty(), Optional.empty());
        Actor byToken = Actor.byToken(account, token, "");
        Actor inSession = Actor.inSession(account, 1, "");
        Ivoid record = own ? OWN : FOREIGN;

        assertThat(byToken.may(wanted)).isEqualTo(scope.includes(wanted) && inSession.may(wanted));
        assertThat(byToken.mayEdit(record)).isEqualTo(scope.includes(Right.EDIT) && inSession.mayEdit(record));
        assertThat(byToken.mayPublish(record)).isEqualTo(scope.includes(Right.PUBLISH) && inSession.mayPublish(record));
    }

    @Property
    void strangersMayNothing(@ForAll Right wanted) {
        Actor stranger = Actor.stranger("", "192.0.2.1");
        assertThat(stranger.may(wanted)).isFalse();
        assertThat(stranger.mayEdit(OWN)).isFalse();
        assertThat(stranger.mayPublish(OWN)).isFalse();
    }
}
