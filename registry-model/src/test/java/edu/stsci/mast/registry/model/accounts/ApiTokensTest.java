package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiTokensTest extends AccountsFixture {
    private Instant in(Duration duration) {
        return clock.instant().plus(duration);
    }

    @Test
    void aTokenIsGoodUntilItExpiresOrIsRevoked() {
        Account ann = add("ann", Role.CURATOR);
        Account bob = add("bob", Role.CURATOR);
        ApiTokens.Made one = tokens.make(ROOT, ann, "nightly", Right.EDIT, in(Duration.ofDays(1)));
        ApiTokens.Made two = tokens.make(ROOT, ann, "other", Right.EDIT, in(Duration.ofDays(2)));

        assertThat(one.secret()).startsWith("mastreg_").hasSize(51);
        assertThat(tokens.find(one.secret()).orElseThrow().account()).isEqualTo(ann);
        assertThat(tokens.of(ann.id()).get(1).lastUsed()).contains(clock.instant());
        assertThat(tokens.find(one.secret().replace("mastreg_", ""))).isEmpty();
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.revoke(ROOT, bob, two.token().id())).as("another's").isFalse();
        assertThat(tokens.find(two.secret())).isPresent();
        assertThat(tokens.revoke(ROOT, ann, two.token().id())).isTrue();
        assertThat(tokens.revoke(ROOT, ann, two.token().id())).isFalse();
        assertThat(tokens.find(two.secret())).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(tokens.find(one.secret())).isEmpty();
    }

    @Test
    void aTokenAllowsNoMoreThanItsAccountNow() {
        Account ann = add("ann", Role.CURATOR);
        assertThatThrownBy(() -> tokens.make(ROOT, ann, "t", Right.ADMINISTER, in(Duration.ofDays(1))))
                .hasMessageContaining("more than the role curator allows");
        String secret = tokens.make(ROOT, ann, "t", Right.PUBLISH, in(Duration.ofDays(1)))
                .secret();

        accounts.setRights(ROOT, ann.id(), Role.EDITOR, Authorities.ALL);

        ApiTokens.Found found = tokens.find(secret).orElseThrow();
        Actor actor = Actor.byToken(found.account(), found.token(), "");
        assertThat(actor.may(Right.EDIT)).isTrue();
        assertThat(actor.may(Right.PUBLISH)).isFalse();
    }

    @Test
    void namesAndTimesThatWillNotDoAreRefused() {
        Account ann = add("ann", Role.CURATOR);
        tokens.make(ROOT, ann, "nightly", Right.EDIT, in(Duration.ofDays(1)));
        assertThatThrownBy(() -> tokens.make(ROOT, ann, "Nightly", Right.EDIT, in(Duration.ofDays(1))))
                .hasMessageContaining("already");
        for (String name : new String[] {"", " ", "a\nb", "x".repeat(101)}) {
            assertThatThrownBy(() -> tokens.make(ROOT, ann, name, Right.EDIT, in(Duration.ofDays(1))))
                    .hasMessageContaining("needs a name");
        }
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(367)}) {
            assertThatThrownBy(() -> tokens.make(ROOT, ann, "x", Right.EDIT, in(time)))
                    .hasMessageContaining("must expire");
        }
        clock.advance(Duration.ofDays(2));
        assertThat(tokens.make(ROOT, ann, "nightly", Right.EDIT, in(Duration.ofDays(1))))
                .isNotNull();
    }
}
