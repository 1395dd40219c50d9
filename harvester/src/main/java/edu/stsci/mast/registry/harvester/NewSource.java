package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A source that is to be added.
 *
 * @param name its name for people and commands; at most 100 characters
 * @param baseUrl its OAI-PMH base URL, http or https; at most 800 characters
 * @param registry the IVOID of the registry behind it; empty to learn it from the registry itself
 * @param set the set to ask for; empty for everything
 * @param schedule when to harvest it
 * @param enabled whether to harvest it by itself
 * @param jitter by how much its times may be put off, in whole seconds below a day; zero for none
 * @param pageLimit how many pages one run asks for at most; 0 for no limit
 * @param reconcileSchedule when to compare what it lists with what we hold from it; empty for never
 * @param discovered whether it comes from the Registry of Registries
 */
public record NewSource(
        String name,
        String baseUrl,
        Optional<Ivoid> registry,
        String set,
        Schedule schedule,
        boolean enabled,
        Duration jitter,
        int pageLimit,
        Optional<Schedule> reconcileSchedule,
        boolean discovered) {
    /** The jitter of a source with the usual settings. */
    public static final Duration USUAL_JITTER = Duration.ofMinutes(10);
    /** When a source with the usual settings is compared with what we hold from it. */
    public static final Schedule USUAL_RECONCILIATION = new Schedule.Every(Duration.ofDays(7));

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 800;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException with a sentence that names the part at fault
     */
    public NewSource {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A source's name has 1 to " + LONGEST_NAME + " characters");
        }
        baseUrl = checkedUrl(baseUrl);
        set = set.strip();
        Objects.requireNonNull(registry);
        Objects.requireNonNull(schedule);
        Objects.requireNonNull(reconcileSchedule);
        checkJitter(jitter);
        checkPageLimit(pageLimit);
    }

    /** A source whose times are exact, without a limit of pages, and compared with what we hold from it once a week. */
    public NewSource(
            String name, String baseUrl, Optional<Ivoid> registry, String set, Schedule schedule, boolean enabled) {
        this(
                name,
                baseUrl,
                registry,
                set,
                schedule,
                enabled,
                Duration.ZERO,
                0,
                Optional.of(USUAL_RECONCILIATION),
                false);
    }

    static void checkJitter(Duration jitter) {
        if (jitter.isNegative() || jitter.compareTo(Duration.ofDays(1)) >= 0 || jitter.getNano() != 0) {
            throw new IllegalArgumentException(
                    "A jitter has whole seconds, from none to less than a day; this one is " + jitter);
        }
    }

    static void checkPageLimit(int pageLimit) {
        if (pageLimit < 0) {
            throw new IllegalArgumentException("A limit of pages is 0 (none) or more; this one is " + pageLimit);
        }
    }

    /**
     * A source with the usual settings: named after its host and path, all records that it manages, once a day.
     *
     * @throws IllegalArgumentException when the URL is not one
     */
    public static NewSource at(String baseUrl) {
        URI uri = URI.create(checkedUrl(baseUrl));
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String name = uri.getHost() + port + (uri.getPath() == null ? "" : uri.getPath());
        return new NewSource(
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                baseUrl,
                Optional.empty(),
                HarvestSource.MANAGED_SET,
                Schedule.DAILY,
                true,
                USUAL_JITTER,
                0,
                Optional.of(USUAL_RECONCILIATION),
                false);
    }

    /** The URL as sources keep it: without blanks around it, a fragment, and the question mark that some lists write at its end. */
    static String checkedUrl(String text) {
        String url = text.strip();
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new IllegalArgumentException("'" + url + "' is not an http or https URL");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + url + "' is not a URL: " + e.getMessage(), e);
        }
        String kept = url.replaceFirst("#.*$", "").replaceFirst("[?&]+$", "");
        if (kept.length() > LONGEST_URL) {
            throw new IllegalArgumentException("A base URL has at most " + LONGEST_URL + " characters");
        }
        return kept;
    }
}
