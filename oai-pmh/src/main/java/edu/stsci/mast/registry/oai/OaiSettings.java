package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.Ivoid;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the registry says of itself in OAI-PMH, and how it serves lists.
 *
 * @param baseUrl the address of the OAI-PMH service as harvesters see it, absolute, without query and fragment
 * @param repositoryName the registry's name for people
 * @param adminEmails where to write about the service; at least one
 * @param registry the IVOID of the registry's own {@code vg:Registry} record
 * @param pageSize how many records a response holds at most before a resumption token takes over; at least 1
 * @param pageBytes how many bytes of documents a response holds at most, before they are put into another format; a response holds one
 *     record in any case. It is held in memory until it is written
 * @param gzip whether the service compresses responses with gzip, so that {@code Identify} announces it
 * @param harvestedRecords whether records that were harvested from other registries are served too, outside the set {@code ivo_managed}
 *     (Registry Interfaces 1.1, section 2.6)
 */
public record OaiSettings(
        URI baseUrl,
        String repositoryName,
        List<String> adminEmails,
        Ivoid registry,
        int pageSize,
        long pageBytes,
        boolean gzip,
        boolean harvestedRecords) {
    // What the type emailType of OAI-PMH.xsd allows.
    private static final Pattern EMAIL = Pattern.compile("\\S+@\\S+\\.\\S+");

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException with a sentence that says which is wrong
     */
    public OaiSettings {
        Objects.requireNonNull(registry);
        adminEmails = List.copyOf(adminEmails);
        if (!baseUrl.isAbsolute() || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The OAI-PMH base URL must be absolute, without query and fragment: " + baseUrl);
        }
        if (repositoryName.isBlank()) {
            throw new IllegalArgumentException("The repository name must not be blank");
        }
        if (adminEmails.isEmpty()) {
            throw new IllegalArgumentException("At least one administrator's e-mail address is needed");
        }
        for (String email : adminEmails) {
            if (!EMAIL.matcher(email).matches()) {
                throw new IllegalArgumentException("Not an e-mail address: " + email);
            }
        }
        if (pageBytes < 1) {
            throw new IllegalArgumentException("A page must be allowed at least 1 byte, not " + pageBytes);
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("The page size must be at least 1, not " + pageSize);
        }
    }
}
