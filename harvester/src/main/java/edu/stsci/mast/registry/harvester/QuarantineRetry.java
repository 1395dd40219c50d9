package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.util.List;
import java.util.Optional;

/** Asks once more for one record that is in quarantine (OAI-PMH 2.0, section 4.1, {@code GetRecord}). */
final class QuarantineRetry {
    private final Harvester.Parts parts;
    private final HarvestSource source;
    private final QuarantinedRecord record;
    private final OaiSession session;

    QuarantineRetry(Harvester.Parts parts, HarvestSource source, QuarantinedRecord record, StopSignal stop) {
        this.parts = parts;
        this.source = source;
        this.record = record;
        this.session = new OaiSession(
                parts.client(), parts.normaliser(), source.baseUrl(), stop, HarvestProgress.NONE, parts.clock());
    }

    Harvester.Retry perform() throws HarvestException {
        String identifier = record.identifier()
                .orElseThrow(() -> new HarvestException(
                        "The record has no identifier to ask for it by; a full harvest would meet it again"));
        Ivoid registry = source.registry()
                .orElseThrow(() -> new HarvestException(
                        "Which registry the source is, is not known yet; a harvest has to be complete first"));
        Optional<Delivery> delivered = session.getRecord(identifier);
        if (delivered.isEmpty()) {
            parts.quarantine().discard(record.id());
            return Harvester.Retry.GONE;
        }
        RecordStorage storage = new RecordStorage(
                parts.masterCopy(),
                parts.quarantine(),
                parts.guards().of(source, registry, record.run()),
                source,
                "retry of what was met by harvest",
                record.run(),
                registry);
        if (!storage.store(List.of(delivered.get())).refused().isEmpty()) {
            return Harvester.Retry.REFUSED;
        }
        // Storing has taken it out only when it is in quarantine under the IVOID that it has now.
        parts.quarantine().discard(record.id());
        return Harvester.Retry.TAKEN;
    }
}
