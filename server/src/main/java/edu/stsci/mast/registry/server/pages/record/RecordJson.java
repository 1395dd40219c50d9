package edu.stsci.mast.registry.server.pages.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.oai.Citation;
import edu.stsci.mast.registry.server.pages.Element;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A record as JSON: what its page shows, in lists and plain names. What the record doesn't say is absent, or an empty list.
 *
 * @param datestamp when it was last changed in this registry
 * @param coverage {@code spatial} is a coverage map in ASCII, {@code temporal} MJD, {@code spectral} joules, as in the record
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RecordJson(
        String ivoid,
        String title,
        String shortName,
        String type,
        String typeInWords,
        String status,
        boolean managedHere,
        String homeRegistry,
        Instant created,
        Instant updated,
        Instant datestamp,
        String description,
        String referenceUrl,
        List<String> subjects,
        List<String> contentTypes,
        List<String> contentLevels,
        List<String> facilities,
        List<String> instruments,
        Curation curation,
        List<Citation.Terms> rights,
        CoverageJson coverage,
        List<Service> services,
        List<Tables.Schema> tables,
        List<Relations.Group> relations,
        CitationJson citation,
        List<String> problems) {
    /** Who is behind the resource. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Curation(
            String publisher,
            List<String> creators,
            List<String> contributors,
            List<Contact> contacts,
            String version) {}

    /** Whom to ask. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Contact(String name, String email, String telephone, String address) {}

    /** What it covers; {@code skyFraction} is from 0 to 1. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CoverageJson(
            String spatial, Double skyFraction, List<String> temporal, List<String> spectral, List<String> wavebands) {}

    /** How to cite it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CitationJson(String text, String doi, String bibTex) {}

    /** The JSON view of a page; for records that have content. */
    public static RecordJson of(RecordPage page) {
        StoredRecord record = page.record();
        RecordPage.Content content = page.content().orElseThrow();
        Element root = content.root();
        return new RecordJson(
                record.ivoid().toString(),
                record.title(),
                record.shortName(),
                record.resourceType(),
                page.type(),
                record.status().name().toLowerCase(Locale.ROOT),
                record.managed(),
                record.homeRegistry().map(Object::toString).orElse(null),
                record.created().orElse(null),
                record.updated().orElse(null),
                record.datestamp(),
                String.join("\n\n", content.description()),
                root.text("content/referenceURL"),
                root.texts("content/subject"),
                root.texts("content/type"),
                root.texts("content/contentLevel"),
                root.texts("facility"),
                root.texts("instrument"),
                new Curation(
                        root.text("curation/publisher"),
                        root.texts("curation/creator/name"),
                        root.texts("curation/contributor"),
                        root.all("curation/contact").stream()
                                .map(contact -> new Contact(
                                        contact.text("name"),
                                        contact.text("email"),
                                        contact.text("telephone"),
                                        contact.text("address")))
                                .toList(),
                        root.text("curation/version")),
                content.citation().map(Citation::rights).orElse(List.of()),
                new CoverageJson(
                        root.text("coverage/spatial"),
                        content.coverage().sky().map(SkyPicture::fraction).orElse(null),
                        root.texts("coverage/temporal"),
                        root.texts("coverage/spectral"),
                        content.coverage().wavebands()),
                content.services(),
                content.tables().schemas(),
                content.relations().groups(),
                content.citation()
                        .map(c -> new CitationJson(c.text(), c.doi().orElse(null), c.bibTex()))
                        .orElse(null),
                page.findings().stream().map(Object::toString).toList());
    }
}
