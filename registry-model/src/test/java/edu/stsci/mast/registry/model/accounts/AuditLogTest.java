package edu.stsci.mast.registry.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditLogTest extends AccountsFixture {
    private List<String> subjects(AuditLog.Filter filter) {
        return audit.read(filter, Long.MAX_VALUE, 100).stream()
                .map(AuditEntry::subject)
                .toList();
    }

    @Test
    void anEntryIsDurableTogetherWithItsAct() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            audit.append(connection, ROOT, "publish", "ivo://a.test/undone", "");
            connection.rollback();
            audit.append(connection, ROOT, "publish", "ivo://a.test/done", "version 2");
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subject()).isEqualTo("ivo://a.test/done");
                    assertThat(entry.happened()).isEqualTo(clock.instant());
                    assertThat(entry.actor()).isEqualTo("root");
                    assertThat(entry.via()).isEqualTo("command line");
                    assertThat(entry.outcome()).isEqualTo(Outcome.DONE);
                    assertThat(entry.detail()).isEqualTo("version 2");
                });
    }

    @Test
    void aChangeThatIsRefusedLeavesNoEntry() {
        Account ann = add("ann", Role.ADMINISTRATOR);
        assertThatThrownBy(() -> accounts.setDisabled(ROOT, ann.id(), true)).isNotNull();
        assertThat(acts()).containsExactly("add account");
    }

    @Test
    void entriesAreFilteredAndPaged() {
        Account ann = add("Ann", Role.EDITOR);
        Actor editor = Actor.inSession(ann, 7, "192.0.2.1");
        Instant start = clock.instant();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            audit.append(editor, "edit", "ivo://a.test/100%_[r]" + i, i == 3 ? Outcome.REFUSED : Outcome.DONE, "");
        }

        assertThat(subjects(new AuditLog.Filter("", "edit", "100%_[R]", none(), Optional.empty(), Optional.empty())))
                .hasSize(5)
                .first()
                .isEqualTo("ivo://a.test/100%_[r]4");
        assertThat(subjects(new AuditLog.Filter("", "", "100__", none(), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(subjects(new AuditLog.Filter("ANN", "", "", none(), Optional.empty(), Optional.empty())))
                .hasSize(5);
        assertThat(subjects(new AuditLog.Filter("root", "", "", none(), Optional.empty(), Optional.empty())))
                .containsExactly("Ann");
        assertThat(subjects(new AuditLog.Filter(
                        "", "", "", Optional.of(Outcome.REFUSED), Optional.empty(), Optional.empty())))
                .containsExactly("ivo://a.test/100%_[r]3");
        assertThat(subjects(new AuditLog.Filter(
                        "",
                        "",
                        "",
                        none(),
                        Optional.of(start.plus(Duration.ofMinutes(2))),
                        Optional.of(start.plus(Duration.ofMinutes(4))))))
                .containsExactly("ivo://a.test/100%_[r]2", "ivo://a.test/100%_[r]1");
        List<AuditEntry> first = audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 4);
        List<AuditEntry> second = audit.read(AuditLog.Filter.NONE, first.get(3).id(), 4);
        assertThat(first).hasSize(4);
        assertThat(second).extracting(AuditEntry::subject).containsExactly("ivo://a.test/100%_[r]0", "Ann");
        assertThat(audit.acts()).containsExactly("add account", "edit");
    }

    private static Optional<Outcome> none() {
        return Optional.empty();
    }

    @Test
    void longTextsAreCut() {
        audit.append(
                Actor.stranger("🔭".repeat(90), "s".repeat(200)),
                "a".repeat(60),
                "s".repeat(500),
                Outcome.DONE,
                "d".repeat(3000));
        AuditEntry entry = audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 1).get(0);
        assertThat(entry.actor()).isEqualTo("🔭".repeat(50));
        assertThat(entry.subject()).hasSize(400);
        assertThat(entry.detail()).hasSize(2000);
    }
}
