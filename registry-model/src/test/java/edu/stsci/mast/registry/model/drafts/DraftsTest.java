package edu.stsci.mast.registry.model.drafts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft.State;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException.Reason;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {
    private static final Ivoid HST = Ivoid.of("ivo://archive.stsci.edu/hst");
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private static final Actor ANNE = editor("anne");
    private static final Actor BOB = editor("bob");
    private static final Actor CARL = actor("carl", Right.PUBLISH, Authorities.of(List.of("archive.stsci.edu")));

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(START.toString());
    private Database database;
    private MasterCopy masterCopy;
    private AuditLog audit;
    private Drafts drafts;
    private Publication publication;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
        audit = new AuditLog(database.dataSource(), clock);
        drafts = new Drafts(
                database.dataSource(), masterCopy, new DocumentNormaliser(SchemaValidator.shared()), audit, clock);
        publication = new Publication(drafts, masterCopy, audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Actor actor(String name, Right right, Authorities authorities) {
        return new Actor(1, name, Optional.empty(), Optional.of(right), authorities, "session 1", "127.0.0.1");
    }

    private static Actor editor(String name) {
        return actor(name, Right.EDIT, Authorities.of(List.of("archive.stsci.edu")));
    }

    private static byte[] hst(String title) {
        return SampleRecords.organisationXml(HST.toString(), title, "active").getBytes(UTF_8);
    }

    private void stored(String title) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("import", "first"))) {
            transaction.save(List.of(SampleRecords.organisation(HST.toString(), title)), Origin.MANAGED);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    private static void refused(Reason reason, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DraftRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void thatPublicationWillDateATextIsNothingToMend() throws Exception {
        String dated = new String(hst("Hubble"), UTF_8);
        String undated = dated.replaceAll(" (created|updated)=\"[^\"]*\"", "");
        assertThat(undated).isNotEqualTo(dated);
        assertThat(publication.findings(undated.getBytes(UTF_8))).isEqualTo(publication.findings(hst("Hubble")));
        String wrong = undated.replaceFirst("<title>[^<]*</title>", "").replace("status=\"active\"", "status=\"odd\"");
        assertThat(publication.findings(wrong.getBytes(UTF_8)))
                .extracting(Object::toString)
                .anyMatch(finding -> finding.contains("title"))
                .anyMatch(finding -> finding.contains("odd"))
                .noneMatch(finding -> finding.contains("'created'"));
    }

    @Test
    void titlesThatAreTooLongAreCutBetweenCharacters() throws Exception {
        String star = "\uD83C\uDF1F"; // two chars of a string, one character
        Draft whole = drafts.create(hst("a".repeat(998) + star + "b"), ANNE);
        assertThat(whole.title()).isEqualTo("a".repeat(998) + star);
        Draft within = drafts.save(whole.id(), 1, hst("a".repeat(999) + star + "b"), whole.baseVersion(), ANNE);
        assertThat(within.title()).isEqualTo("a".repeat(999));
        Draft fits = drafts.save(whole.id(), 2, hst("c".repeat(1000)), whole.baseVersion(), ANNE);
        assertThat(fits.title()).hasSize(1000);
        assertThat(new String(drafts.text(whole.id(), 2).orElseThrow(), UTF_8)).contains("a".repeat(999) + star + "b");
    }

    @Test
    void aNewRecordIsWrittenDiscussedAndPublished() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        assertThat(draft.isNew()).isTrue();
        assertThat(draft.title()).isEqualTo("Hubble");
        assertThat(draft.resourceType()).isEqualTo("vr:Organisation");
        assertThat(masterCopy.find(HST)).isEmpty();

        draft = drafts.save(draft.id(), 1, hst("Hubble Space Telescope"), 0, ANNE);
        draft = drafts.submit(draft.id(), 2, ANNE);
        assertThat(draft.state()).isEqualTo(State.IN_REVIEW);
        drafts.comment(draft.id(), CARL, " Fine. ");
        assertThat(drafts.comments(draft.id())).containsExactly(new DraftComment(START, "carl", "Fine."));

        clock.advance(Duration.ofHours(1));
        StoredRecord record = publication.publish(draft.id(), 2, CARL, "a new telescope");
        assertThat(record.title()).isEqualTo("Hubble Space Telescope");
        assertThat(record.updated()).contains(START.plus(Duration.ofHours(1)));
        assertThat(record.created()).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(masterCopy.history(HST))
                .extracting(RecordVersion::actor, RecordVersion::reason)
                .containsExactly(tuple("carl", "a new telescope"));
        assertThat(drafts.open()).isEmpty();
        assertThat(drafts.find(draft.id()).orElseThrow().state()).isEqualTo(State.PUBLISHED);
        assertThat(drafts.revisions(draft.id()))
                .extracting(DraftRevision::number)
                .containsExactly(2, 1);
        assertThat(drafts.text(draft.id(), 1)).hasValue(hst("Hubble"));
    }

    @Test
    void eachActIsInTheAuditLog() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        drafts.save(draft.id(), 1, hst("HST"), 0, ANNE);
        drafts.submit(draft.id(), 2, ANNE);
        drafts.comment(draft.id(), BOB, "Good.");
        drafts.schedule(draft.id(), 2, START, CARL);
        publication.publishDue();
        publication.retire(HST, 1, CARL, "a mistake");
        assertThat(audit.read(AuditLog.Filter.NONE, Long.MAX_VALUE, 100))
                .allSatisfy(entry -> assertThat(entry.subject()).isEqualTo(HST.toString()))
                .extracting(AuditEntry::actor, AuditEntry::act)
                .containsExactly(
                        tuple("carl", "retire"),
                        tuple("carl", "publish"),
                        tuple("carl", "schedule draft"),
                        tuple("bob", "comment on draft"),
                        tuple("anne", "submit draft"),
                        tuple("anne", "save draft"),
                        tuple("anne", "begin draft"));
    }

    @Test
    void whoMayNotChangesNothing() throws Exception {
        stored("Hubble");
        Draft draft = drafts.begin(HST, ANNE);
        Actor reader = actor("rita", Right.READ, Authorities.ALL);
        Actor stranger = actor("esa", Right.PUBLISH, Authorities.of(List.of("esavo")));
        for (Actor other : List.of(reader, stranger)) {
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.begin(HST, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.restore(HST, 1, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.create(hst("X"), other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.save(draft.id(), 1, hst("X"), 1, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.submit(draft.id(), 1, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.giveBack(draft.id(), 1, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.discard(draft.id(), 1, other));
            refused(Reason.FORBIDDEN, "may not edit", () -> drafts.comment(draft.id(), other, "!"));
        }
        for (Actor other : List.of(reader, stranger, ANNE)) {
            refused(Reason.FORBIDDEN, "may not publish", () -> drafts.schedule(draft.id(), 1, START, other));
            refused(Reason.FORBIDDEN, "may not publish", () -> publication.publish(draft.id(), 1, other, ""));
            refused(Reason.FORBIDDEN, "may not retire", () -> publication.retire(HST, 1, other, ""));
        }
        assertThat(drafts.find(draft.id())).hasValue(draft);
        assertThat(masterCopy.find(HST).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void theTextIsKeptAsItWasTyped() throws Exception {
        byte[] typed =
                ("<?xml version='1.0'?>\n" + new String(hst("Hübble 🔭"), UTF_8) + "\n<!-- end -->\n").getBytes(UTF_8);
        Draft draft = drafts.create(typed, ANNE);
        assertThat(drafts.text(draft.id(), 1)).hasValue(typed);
    }

    @Test
    void aDraftMayBeWrongButIsNotPublishedThen() throws Exception {
        byte[] wrong = new String(hst("Hubble"), UTF_8)
                .replace("<title>Hubble</title>", "")
                .getBytes(UTF_8);
        Draft draft = drafts.create(wrong, ANNE);
        assertThat(publication.findings(wrong)).isNotEmpty();
        refused(Reason.WRONG, "not valid", () -> publication.publish(draft.id(), 1, CARL, ""));
        assertThat(drafts.find(draft.id()).orElseThrow().state()).isEqualTo(State.OPEN);
        assertThat(masterCopy.find(HST)).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsRefusedWithASentence() throws Exception {
        refused(Reason.WRONG, "cannot be kept", () -> drafts.create("<a>".getBytes(UTF_8), ANNE));
        refused(
                Reason.WRONG,
                "not ours",
                () -> drafts.create(
                        SampleRecords.organisationXml("ivo://esavo/x", "X", "active")
                                .getBytes(UTF_8),
                        ANNE));
        refused(Reason.GONE, "no record", () -> drafts.begin(HST, ANNE));
        stored("Hubble");
        Draft draft = drafts.begin(HST, ANNE);
        refused(
                Reason.WRONG,
                "does not change",
                () -> drafts.save(
                        draft.id(),
                        1,
                        SampleRecords.organisationXml("ivo://archive.stsci.edu/other", "X", "active")
                                .getBytes(UTF_8),
                        1,
                        ANNE));
        refused(Reason.WRONG, "empty", () -> drafts.comment(draft.id(), ANNE, " "));
        refused(Reason.GONE, "no draft", () -> drafts.comment(draft.id() + 1, ANNE, "?"));
        assertThat(drafts.find(draft.id())).hasValue(draft);
    }

    @Test
    void theIdentifierOfANewRecordMayChangeToOneThatIsFree() throws Exception {
        stored("Hubble");
        Draft draft = drafts.create(
                SampleRecords.organisationXml("ivo://archive.stsci.edu/iue", "IUE", "active")
                        .getBytes(UTF_8),
                ANNE);
        refused(Reason.WRONG, "already", () -> drafts.save(draft.id(), 1, hst("IUE"), 0, ANNE));
        Draft moved = drafts.save(
                draft.id(),
                1,
                SampleRecords.organisationXml("ivo://archive.stsci.edu/iue2", "IUE", "active")
                        .getBytes(UTF_8),
                0,
                ANNE);
        assertThat(drafts.open(Ivoid.of("ivo://archive.stsci.edu/iue2"))).hasValue(moved);
        assertThat(drafts.open(Ivoid.of("ivo://archive.stsci.edu/iue"))).isEmpty();
    }

    @Test
    void twoEditorsShareOneDraftAndOverwriteNothing() throws Exception {
        stored("Hubble");
        Draft draft = drafts.begin(HST, ANNE);
        assertThat(drafts.text(draft.id(), 1))
                .hasValue(masterCopy.find(HST).orElseThrow().document());
        assertThatThrownBy(() -> drafts.begin(HST, BOB)).isInstanceOfSatisfying(DraftRefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.THERE_IS_ONE);
            assertThat(e.present()).hasValue(draft);
        });
        drafts.save(draft.id(), 1, hst("By Anne"), 1, ANNE);
        refused(Reason.STALE, "changed by anne", () -> drafts.save(draft.id(), 1, hst("By Bob"), 1, BOB));
        refused(Reason.STALE, "changed by anne", () -> publication.publish(draft.id(), 1, CARL, ""));
        assertThat(drafts.find(draft.id()).orElseThrow().title()).isEqualTo("By Anne");
    }

    @Test
    void ofManyWhoSaveAtOnceOneSucceeds() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 1; round <= 10; round++) {
                int revision = round;
                List<Callable<Boolean>> savers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String name = "editor" + i;
                    savers.add(() -> {
                        try {
                            drafts.save(draft.id(), revision, hst(name), 0, editor(name));
                            return true;
                        } catch (DraftRefusedException e) {
                            assertThat(e.reason()).isEqualTo(Reason.STALE);
                            return false;
                        }
                    });
                }
                int saved = 0;
                for (Future<Boolean> result : threads.invokeAll(savers)) {
                    saved += result.get() ? 1 : 0;
                }
                assertThat(saved).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        Draft last = drafts.find(draft.id()).orElseThrow();
        assertThat(last.revision()).isEqualTo(11);
        assertThat(last.title()).isEqualTo(last.changedBy());
        assertThat(drafts.revisions(draft.id())).hasSize(11);
    }

    @Test
    void ofManyWhoBeginAtOnceOneSucceeds() throws Exception {
        stored("Hubble");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> beginners = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "editor" + i;
                beginners.add(() -> {
                    try {
                        drafts.begin(HST, editor(name));
                        return true;
                    } catch (DraftRefusedException e) {
                        assertThat(e.reason()).isEqualTo(Reason.THERE_IS_ONE);
                        return false;
                    }
                });
            }
            int begun = 0;
            for (Future<Boolean> result : threads.invokeAll(beginners)) {
                begun += result.get() ? 1 : 0;
            }
            assertThat(begun).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(drafts.open()).hasSize(1);
    }

    @Test
    void aRecordThatWasChangedMeanwhileIsNotOverwritten() throws Exception {
        stored("Hubble");
        Draft draft = drafts.begin(HST, ANNE);
        drafts.save(draft.id(), 1, hst("By Anne"), 1, ANNE);
        stored("By the import");
        refused(Reason.OUTDATED, "version 2, not 1", () -> publication.publish(draft.id(), 2, CARL, ""));
        assertThat(masterCopy.find(HST).orElseThrow().title()).isEqualTo("By the import");
        drafts.save(draft.id(), 2, hst("By both"), 2, ANNE);
        assertThat(publication.publish(draft.id(), 3, CARL, "").title()).isEqualTo("By both");
    }

    @Test
    void aNewRecordThatIsThereMeanwhileIsNotOverwritten() throws Exception {
        Draft draft = drafts.create(hst("By Anne"), ANNE);
        stored("By the import");
        refused(Reason.OUTDATED, "already", () -> publication.publish(draft.id(), 1, CARL, ""));
        assertThat(masterCopy.find(HST).orElseThrow().title()).isEqualTo("By the import");
    }

    @Test
    void programsPublishWithoutADraftButOverwriteNothing() throws Exception {
        refused(Reason.FORBIDDEN, "may not publish", () -> publication.publish(hst("X"), HST, 0, ANNE, ""));
        assertThat(publication
                        .publish(hst("Hubble"), HST, 0, CARL, "by a script")
                        .version())
                .isEqualTo(1);
        refused(Reason.OUTDATED, "already", () -> publication.publish(hst("X"), HST, 0, CARL, ""));
        stored("By the import");
        refused(Reason.OUTDATED, "version 2, not 1", () -> publication.publish(hst("X"), HST, 1, CARL, ""));
        refused(
                Reason.WRONG,
                "not about",
                () -> publication.publish(hst("X"), Ivoid.of("ivo://archive.stsci.edu/other"), 0, CARL, ""));
        assertThat(publication.publish(hst("HST"), HST, 2, CARL, "").title()).isEqualTo("HST");
        assertThat(drafts.all(HST)).isEmpty();
    }

    @Test
    void aDraftIsPublishedAtItsTime() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        Instant then = START.plus(Duration.ofDays(2));
        assertThat(drafts.schedule(draft.id(), 1, then, CARL).publishAt()).hasValue(then);
        assertThat(publication.publishDue()).isEmpty();
        clock.advance(Duration.ofDays(2));
        assertThat(publication.publishDue()).extracting(StoredRecord::title).containsExactly("Hubble");
        assertThat(masterCopy.history(HST)).extracting(RecordVersion::actor).containsExactly("carl");
        assertThat(publication.publishDue()).isEmpty();
    }

    @Test
    void whatCannotBePublishedAtItsTimeIsOpenAgainWithTheReason() throws Exception {
        Draft draft = drafts.create(hst("By Anne"), ANNE);
        drafts.schedule(draft.id(), 1, START, CARL);
        stored("By the import");
        assertThat(publication.publishDue()).isEmpty();
        assertThat(drafts.find(draft.id()).orElseThrow().state()).isEqualTo(State.OPEN);
        assertThat(drafts.comments(draft.id())).singleElement().satisfies(comment -> assertThat(comment.words())
                .contains("there is a record"));
    }

    @Test
    void aNewTextNeedsANewApproval() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        drafts.schedule(draft.id(), 1, START, CARL);
        Draft saved = drafts.save(draft.id(), 1, hst("Something else"), 0, ANNE);
        assertThat(saved.state()).isEqualTo(State.OPEN);
        assertThat(saved.publishAt()).isEmpty();
        assertThat(publication.publishDue()).isEmpty();
        assertThat(masterCopy.find(HST)).isEmpty();
    }

    @Test
    void aRecordIsRetiredAndRestored() throws Exception {
        stored("Hubble");
        stored("Hubble Space Telescope");
        refused(Reason.OUTDATED, "version 2, not 1", () -> publication.retire(HST, 1, CARL, "obsolete"));
        publication.retire(HST, 2, CARL, "obsolete");
        assertThat(masterCopy.find(HST).orElseThrow().status()).isEqualTo(RecordStatus.DELETED);

        Draft draft = drafts.restore(HST, 1, ANNE);
        assertThat(draft.title()).isEqualTo("Hubble");
        assertThat(draft.baseVersion()).isEqualTo(3);
        StoredRecord record = publication.publish(draft.id(), 1, CARL, "not obsolete");
        assertThat(record.status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(record.title()).isEqualTo("Hubble");
        assertThat(record.version()).isEqualTo(4);
        refused(Reason.GONE, "no version 9", () -> drafts.restore(HST, 9, ANNE));
    }

    @Test
    void aDiscardedDraftMakesPlaceForAnother() throws Exception {
        Draft draft = drafts.create(hst("Hubble"), ANNE);
        drafts.discard(draft.id(), 1, ANNE);
        refused(Reason.GONE, "discarded", () -> drafts.save(draft.id(), 1, hst("X"), 0, ANNE));
        Draft other = drafts.create(hst("Hubble again"), BOB);
        assertThat(drafts.all(HST)).extracting(Draft::id).containsExactly(other.id(), draft.id());
        assertThat(drafts.open()).containsExactly(other);
    }
}
