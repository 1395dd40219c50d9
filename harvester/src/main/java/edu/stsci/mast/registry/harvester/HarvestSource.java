package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.oai.Granularity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A registry that we harvest.
 *
 * @param id its number, which never changes
 * @param name its name for people and commands, unique without regard to case
 * @param baseUrl its OAI-PMH base URL, unique
 * @param registry the IVOID under which its records are kept; empty until it was given or the first run has learned it
 * @param set the OAI-PMH set to ask for; empty for everything
 * @param schedule when it is harvested
 * @param enabled whether it is harvested by itself
 * @param nextFrom the time since when the next run asks for changes: the date of the first response of the last complete run; empty
 *     before one
 * @param granularity how finely it takes times; empty before the first run
 * @param created when it was added
 * @param jitter by how much its times may be put off, so that sources with one schedule do not all begin at once; zero for none
 * @param pageLimit how many pages one run asks for at most; 0 for no limit
 * @param reconcileSchedule when what it lists is compared with what we hold from it; empty for never
 * @param discovered whether it was taken from the Registry of Registries
 */
public record HarvestSource(
        long id,
        String name,
        String baseUrl,
        Optional<Ivoid> registry,
        String set,
        Schedule schedule,
        boolean enabled,
        Optional<Instant> nextFrom,
        Optional<Granularity> granularity,
        Instant created,
        Duration jitter,
        int pageLimit,
        Optional<Schedule> reconcileSchedule,
        boolean discovered) {
    /** The set of the records that a publishing registry manages itself (Registry Interfaces 1.1, section 2.2). */
    public static final String MANAGED_SET = "ivo_managed";

    /**
     * By how much this source's times are put off: an amount below its jitter that is always the same for it, and different for others.
     */
    Duration delay() {
        if (jitter.isZero()) {
            return Duration.ZERO;
        }
        // Successive numbers, as sources get them, end far apart (Knuth's multiplicative hash).
        long spread = (id * 2_654_435_769L) & 0xFFFF_FFFFL;
        return Duration.ofSeconds(spread % jitter.toSeconds());
    }

    /**
     * Which registry the source is, now that its server has said who it is.
     *
     * @throws HarvestException when that is another registry than before, or cannot be told
     */
    Ivoid registryBehind(OaiIdentity identity) throws HarvestException {
        Optional<Ivoid> stated = identity.registry();
        if (registry.isEmpty()) {
            return stated.orElseThrow(
                    () -> new HarvestException("The server does not say which registry it is: there is no"
                            + " vg:Registry record with an IVOID in its answer to Identify; give the registry's IVOID"
                            + " with the source"));
        }
        if (stated.isPresent() && !stated.equals(registry)) {
            // Records are owned by registries; a stranger behind a known address must not get another's rights.
            throw new HarvestException(
                    "The server says that it is " + stated.get() + ", but the source is " + registry.get());
        }
        return registry.get();
    }

    /** The host that is asked, in lower case. */
    String host() {
        return host(baseUrl);
    }

    /** The host of a base URL as sources keep it, in lower case. */
    static String host(String baseUrl) {
        return URI.create(baseUrl).getHost().toLowerCase(Locale.ROOT);
    }
}
