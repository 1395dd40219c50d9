package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.consolidation.ConsolidationRefusedException;
import edu.stsci.mast.registry.model.consolidation.VosiMerge;
import edu.stsci.mast.registry.model.consolidation.VosiProposal;
import edu.stsci.mast.registry.model.consolidation.VosiProposals;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.checks.TimedWork;
import edu.stsci.mast.registry.server.checks.VosiReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares our records with what their services tell, by hand and at certain times, and keeps the differences as proposals. */
public final class VosiSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VosiSync.class);
    private static final String NAME = "vosi-sync";
    private static final int AT_A_TIME = 100;

    private final VosiReader reader;
    private final VosiProposals proposals;
    private final ManagedRecords records;
    private final MasterCopy masterCopy;
    private final TimedWork timed;

    /**
     * The comparison; nothing happens before {@link #start}.
     *
     * @param node this node's name
     */
    public VosiSync(
            RegistrySettings settings, Storage storage, String node, VosiReader reader, VosiProposals proposals) {
        this.reader = reader;
        this.proposals = proposals;
        this.records = new ManagedRecords(storage.database().dataSource());
        this.masterCopy = storage.masterCopy();
        this.timed = settings.vosiSync().enabled()
                ? new TimedWork(
                        NAME,
                        storage.database().dataSource(),
                        node,
                        settings.vosiSync().schedule(),
                        this::run)
                : null;
    }

    /** Begins to compare at the times of the settings; does nothing when they say that this server does not. */
    public void start() {
        if (timed != null) {
            timed.start();
        }
    }

    /**
     * What came of asking a service.
     *
     * @param proposal what waits to be decided on; empty when record and service tell the same
     * @param notes what could not be had, and what a person should know
     */
    public record Answer(Optional<VosiProposal> proposal, List<String> notes) {}

    /**
     * Asks the service of a record, and keeps what differs.
     *
     * @param madeBy who wants it
     * @throws ConsolidationRefusedException when the record is none of ours, names no endpoint, or the service's answers cannot be used
     * @throws InterruptedException when the thread is interrupted
     */
    public Answer ask(Ivoid ivoid, String madeBy) throws ConsolidationRefusedException, InterruptedException {
        return ask(ivoid, madeBy, true);
    }

    private Answer ask(Ivoid ivoid, String madeBy, boolean again)
            throws ConsolidationRefusedException, InterruptedException {
        StoredRecord record = masterCopy
                .find(ivoid)
                .filter(found -> found.managed() && found.document() != null)
                .filter(found -> found.status() != RecordStatus.DELETED)
                .orElseThrow(() -> new ConsolidationRefusedException("There is no record " + ivoid + " that is ours."));
        RecordElement root = read(record);
        if (!VosiReader.canAsk(root)) {
            throw new ConsolidationRefusedException(
                    "The record names no address at which its service tells its capabilities:"
                            + " neither a capability of VOSI nor a TAP service.");
        }
        VosiReader.Told told = reader.read(root);
        if (told.isEmpty()) {
            throw new ConsolidationRefusedException(
                    "The service tells nothing to compare with. " + String.join(" ", told.notes()));
        }
        VosiMerge merge = VosiMerge.of(record.document(), told.capabilities(), told.tables());
        List<String> notes = new ArrayList<>(merge.notes());
        notes.addAll(told.notes());
        return new Answer(proposals.propose(record, merge, told.notes(), madeBy, again), notes);
    }

    private static RecordElement read(StoredRecord record) {
        try {
            return RecordElement.read(record.document());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + record.ivoid() + " is not well-formed", e);
        }
    }

    /**
     * Asks all our services that can be asked, in this thread.
     *
     * @throws InterruptedException when the thread is interrupted; the proposals that were made stay
     */
    public void run() throws InterruptedException {
        int asked = 0;
        int differing = 0;
        for (Ivoid ivoid : askable()) {
            try {
                asked++;
                differing += ask(ivoid, NAME, false).proposal().isPresent() ? 1 : 0;
            } catch (ConsolidationRefusedException e) {
                LOG.info("The service of {} could not be compared with its record: {}", ivoid, e.getMessage());
            }
        }
        LOG.info("Asked {} services what they tell of themselves; {} differ from their records", asked, differing);
    }

    private List<Ivoid> askable() {
        List<Ivoid> askable = new ArrayList<>();
        List<StoredRecord> some;
        int skip = 0;
        do {
            some = records.list("", skip, AT_A_TIME);
            some.stream()
                    .filter(record -> record.status() == RecordStatus.ACTIVE)
                    .map(record -> masterCopy.find(record.ivoid()).orElseThrow())
                    .filter(record -> record.document() != null && VosiReader.canAsk(read(record)))
                    .map(StoredRecord::ivoid)
                    .forEach(askable::add);
            skip += AT_A_TIME;
        } while (some.size() == AT_A_TIME);
        return askable;
    }

    @Override
    public void close() {
        if (timed != null) {
            timed.close();
        }
    }
}
