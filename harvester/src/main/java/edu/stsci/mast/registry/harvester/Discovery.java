package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The last look into the Registry of Registries, as it is kept.
 *
 * @param started when it began
 * @param ended when it ended; empty while it is under way, and when its process has died
 * @param lastSuccess when the last one ended that read the whole list; empty when none did
 * @param registries how many active registries with an OAI-PMH interface were listed, without ourselves
 * @param proposed how many proposals were new
 * @param applied how many proposals were carried out at once
 * @param problems what else is worth knowing, one line each
 * @param failure a sentence that says why the list could not be read; empty when it could, and while it is read
 */
public record Discovery(
        Instant started,
        Optional<Instant> ended,
        Optional<Instant> lastSuccess,
        int registries,
        int proposed,
        int applied,
        List<String> problems,
        String failure) {}
