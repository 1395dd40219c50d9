package edu.stsci.mast.registry.model.drafts;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.drafts.Draft.State;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException.Reason;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Refusal;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes drafts the texts of their records, and retires records. A record that was changed since its draft began is never overwritten, and
 * of a draft that cannot be published nothing changes. Thread-safe.
 */
public final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    /** The path of a record's root element in findings. */
    private static final String ROOT = "Resource";

    private final Drafts drafts;
    private final MasterCopy masterCopy;
    private final AuditLog audit;
    private final Clock clock;

    /** The publication of these drafts into the master copy. */
    public Publication(Drafts drafts, MasterCopy masterCopy, AuditLog audit, Clock clock) {
        this.drafts = drafts;
        this.masterCopy = masterCopy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Publishes a draft. The published text says that it was changed now, and a new one that it was made now.
     *
     * @param revision the revision that the curator has seen
     * @param reason what for; kept in the record's history
     * @return the record as it is now
     * @throws DraftRefusedException when the draft has ended or was changed since, when the record was changed since the draft began
     *     ({@link Reason#OUTDATED}), or when the text has errors
     */
    public StoredRecord publish(long id, int revision, Actor curator, String reason) throws DraftRefusedException {
        Draft draft = drafts.known(id, revision);
        byte[] text = drafts.text(id, revision).orElseThrow();
        try {
            return publish(text, Optional.of(draft.ivoid()), draft.baseVersion(), curator, reason, connection -> {
                if (!new DraftTables(connection).move(draft, State.PUBLISHED, null, curator.name())) {
                    throw new ChangedMeanwhile();
                }
            });
        } catch (ChangedMeanwhile e) {
            throw Drafts.stale(drafts.find(id), revision);
        }
    }

    /**
     * Publishes a text without a draft, as programs do.
     *
     * @param ivoid the record that it is about
     * @param version the record's version that the program has seen; 0 when there must be no such record yet
     * @param reason what for; kept in the record's history
     * @return the record as it is now
     * @throws DraftRefusedException when the text is about another record or has errors, or the record has another version ({@link
     *     Reason#OUTDATED})
     */
    public StoredRecord publish(byte[] text, Ivoid ivoid, int version, Actor curator, String reason)
            throws DraftRefusedException {
        return publish(text, Optional.of(ivoid), version, curator, reason, connection -> {});
    }

    /**
     * Publishes a text without a draft, as the record that it is about; see {@link #publish(byte[], Ivoid, int, Actor, String)}.
     *
     * @throws DraftRefusedException likewise
     */
    public StoredRecord publish(byte[] text, int version, Actor curator, String reason) throws DraftRefusedException {
        return publish(text, Optional.empty(), version, curator, reason, connection -> {});
    }

    /**
     * Does all that {@link #publish(byte[], int, Actor, String)} does, and undoes it.
     *
     * @throws DraftRefusedException when the text would not be published
     */
    public void tryOut(byte[] text, int version, Actor curator) throws DraftRefusedException {
        try {
            publish(text, Optional.empty(), version, curator, "", connection -> {
                throw new OnlyTried();
            });
        } catch (OnlyTried e) {
            LOG.trace("The text could be published, and was not");
        }
    }

    /** Undoes the transaction of a text that was only tried out. */
    private static final class OnlyTried extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * As {@link #publish(byte[], Ivoid, int, Actor, String)}, with something else that is written when the record is, in the same transaction.
     */
    public StoredRecord publish(
            byte[] text, Ivoid ivoid, int version, Actor curator, String reason, WriteTransaction.SqlAction alongside)
            throws DraftRefusedException {
        return publish(text, Optional.of(ivoid), version, curator, reason, alongside);
    }

    private StoredRecord publish(
            byte[] text,
            Optional<Ivoid> about,
            int version,
            Actor curator,
            String reason,
            WriteTransaction.SqlAction alongside)
            throws DraftRefusedException {
        if (about.isPresent()) {
            mayPublish(curator, about.get());
        }
        ResourceDocument document =
                drafts.read(drafts.read(text).dated(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        Ivoid ivoid = about.orElse(document.ivoid());
        mayPublish(curator, ivoid);
        if (!document.ivoid().key().equals(ivoid.key())) {
            throw new DraftRefusedException(
                    Reason.WRONG, "The text is about " + document.ivoid() + ", not about " + ivoid + ".");
        }
        CommitResult result;
        try (WriteTransaction transaction = masterCopy.begin(curator.provenance(reason))) {
            transaction.expect(ivoid, version);
            transaction.save(List.of(document), Origin.MANAGED);
            transaction.alongside(alongside);
            transaction.alongside(connection -> audit.append(
                    connection, curator, "publish", document.ivoid().toString(), reason));
            result = transaction.commitAll();
        }
        if (!result.refusals().isEmpty()) {
            throw refused(ivoid, version, result.refusals().get(0));
        }
        return masterCopy.find(ivoid).orElseThrow();
    }

    private static void mayPublish(Actor curator, Ivoid ivoid) throws DraftRefusedException {
        if (!curator.mayPublish(ivoid)) {
            throw Drafts.forbidden(curator, "publish", ivoid);
        }
    }

    /** Undoes the transaction of a draft that another was faster with. */
    private static final class ChangedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private DraftRefusedException refused(Ivoid ivoid, int version, Refusal refusal) {
        int present = masterCopy.find(ivoid).map(StoredRecord::version).orElse(0);
        boolean outdated = refusal.findings().isEmpty() && present != version;
        return new DraftRefusedException(
                outdated ? Reason.OUTDATED : Reason.WRONG,
                "The text cannot be published: " + refusal.reason() + ".",
                drafts.open(ivoid).orElse(null),
                null);
    }

    /**
     * Publishes what is to be published by now. A draft that cannot be is open again, with a comment that says why.
     *
     * @return the records that were published
     */
    public List<StoredRecord> publishDue() {
        List<StoredRecord> published = new ArrayList<>();
        for (Draft draft : drafts.due()) {
            try {
                published.add(publish(
                        draft.id(),
                        draft.revision(),
                        Actor.onBehalfOf(draft.approvedBy().orElse(Drafts.REGISTRY), "schedule"),
                        "published at the time that was set, "
                                + draft.publishAt().orElseThrow()));
            } catch (DraftRefusedException e) {
                giveBack(draft, e);
            }
        }
        return published;
    }

    private void giveBack(Draft draft, DraftRefusedException why) {
        try {
            drafts.giveBack(draft, "At the time that was set: " + why.getMessage());
        } catch (DraftRefusedException e) {
            LOG.debug(
                    "Somebody has changed, published or discarded the draft in this moment, and so has seen to it", e);
        }
    }

    /**
     * Retires a record for ever; what stays is a tombstone, and its history. An open draft of it stays, too, and would bring it back.
     *
     * @param version the version that the curator has seen
     * @throws DraftRefusedException when there is no such managed record, or it was changed since
     */
    public void retire(Ivoid ivoid, int version, Actor curator, String reason) throws DraftRefusedException {
        if (!curator.mayPublish(ivoid)) {
            throw Drafts.forbidden(curator, "retire", ivoid);
        }
        StoredRecord record = masterCopy
                .find(ivoid)
                .filter(StoredRecord::managed)
                .orElseThrow(() -> new DraftRefusedException(
                        Reason.GONE, "There is no record " + ivoid + " that is ours to retire."));
        try (WriteTransaction transaction = masterCopy.begin(curator.provenance(reason))) {
            transaction.expect(ivoid, version);
            transaction.delete(List.of(record.ivoid()), Origin.MANAGED);
            transaction.alongside(connection ->
                    audit.append(connection, curator, "retire", record.ivoid().toString(), reason));
            CommitResult result = transaction.commitAll();
            if (!result.refusals().isEmpty()) {
                throw new DraftRefusedException(
                        Reason.OUTDATED,
                        "The record cannot be retired: "
                                + result.refusals().get(0).reason() + ".");
            }
        }
    }

    /**
     * The identifier of the record that a text is about.
     *
     * @throws DraftRefusedException when it cannot be read
     */
    public Ivoid ivoid(byte[] text) throws DraftRefusedException {
        return drafts.read(text).ivoid();
    }

    /**
     * What keeps a text from being published, and what is worth mending in it, in the order of the text. That it lacks the dates which
     * publication gives it is nothing to mend.
     */
    public List<Finding> findings(byte[] text) throws DraftRefusedException {
        ResourceDocument document = drafts.read(text);
        if (document.summary().created() != null && document.summary().updated() != null) {
            return document.findings();
        }
        Set<String> afterwards =
                drafts.read(document.dated(clock.instant().truncatedTo(ChronoUnit.SECONDS))).findings().stream()
                        .map(Publication::what)
                        .collect(Collectors.toSet());
        return document.findings().stream()
                .filter(finding -> !finding.element().equals(ROOT) || afterwards.contains(what(finding)))
                .toList();
    }

    private static String what(Finding finding) {
        return finding.code() + " " + finding.message();
    }
}
