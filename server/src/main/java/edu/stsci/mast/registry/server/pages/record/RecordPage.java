package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.rules.Rule;
import edu.stsci.mast.registry.model.rules.ValidationLevel;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.oai.Citation;
import edu.stsci.mast.registry.server.pages.Amounts;
import edu.stsci.mast.registry.server.pages.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a record shows.
 *
 * @param content what the record says of its resource; empty for a tombstone that never said anything
 * @param history all versions, the newest first
 * @param findings what schemas and rules say, the gravest first
 * @param checked when it was last looked at by itself; empty when it never was
 * @param votable whether the record can be had as VOTable
 */
public record RecordPage(
        StoredRecord record,
        Optional<Content> content,
        List<RecordVersion> history,
        List<Finding> findings,
        Optional<CheckReports.Checked> checked,
        boolean votable) {
    /**
     * What a record says of its resource.
     *
     * @param services the capabilities, what services say of themselves last
     * @param citation empty when the record lacks even a title
     */
    public record Content(
            Element root,
            List<String> description,
            List<Fact> facts,
            List<Service> services,
            Coverage coverage,
            Tables tables,
            Relations relations,
            Optional<Citation> citation) {
        private static final int MOST_CREATORS = 5;

        static Content of(StoredRecord record, MasterCopy masterCopy, Relations.Pointers pointers) {
            Element root = Element.root(record.document());
            Optional<Citation> citation = Citation.of(record);
            Coverage coverage = Coverage.of(root);
            return new Content(
                    root,
                    root.paragraphs("content/description"),
                    facts(root, coverage, citation),
                    Service.of(root),
                    coverage,
                    Tables.of(root),
                    Relations.of(root, record.ivoid(), masterCopy, pointers),
                    citation);
        }

        /** The services that one uses. */
        public List<Service> uses() {
            return services.stream().filter(service -> !tellsOfItself(service)).toList();
        }

        /** Where services tell of themselves. */
        public List<Service> selfDescriptions() {
            return services.stream().filter(Content::tellsOfItself).toList();
        }

        private static boolean tellsOfItself(Service service) {
            return service.kind() == ServiceKind.VOSI || service.kind() == ServiceKind.EXAMPLES;
        }

        /** The resources through which this one, which has no service of its own, can be used. */
        public List<Relations.Related> servedBy() {
            return !services.isEmpty()
                    ? List.of()
                    : relations.groups().stream()
                            .filter(group -> group.term().equals("IsServedBy"))
                            .flatMap(group -> group.resources().stream())
                            .toList();
        }

        /** The message by which desktop applications take the resource: that of its kind when it has one kind only. */
        public String samp() {
            List<String> kinds = services.stream()
                    .map(service -> service.kind().samp())
                    .filter(kind -> !kind.isEmpty())
                    .distinct()
                    .toList();
            return kinds.size() == 1 ? kinds.get(0) : "voresource.loadlist";
        }

        /** The page of the publisher's record; empty when the record doesn't name one. */
        public Optional<String> publisherPage() {
            return Ivoid.parse(root.firstAttribute("curation/publisher", "ivo-id"))
                    .map(ivoid -> "/resource/" + ivoid.withoutScheme());
        }

        /** The names of the creators, the first few when there are many. */
        public String creators() {
            List<String> names = root.texts("curation/creator/name");
            return names.size() > MOST_CREATORS
                    ? String.join("; ", names.subList(0, MOST_CREATORS)) + " and " + (names.size() - MOST_CREATORS)
                            + " others"
                    : String.join("; ", names);
        }

        /** All who are behind the resource, and how to reach them. */
        public List<Fact> parties() {
            List<Fact> parties = new ArrayList<>();
            fact(parties, "Creators", String.join("; ", root.texts("curation/creator/name")));
            fact(parties, "Contributors", String.join("; ", root.texts("curation/contributor")));
            fact(parties, "Publisher", root.text("curation/publisher"));
            for (Element contact : root.all("curation/contact")) {
                List<String> ways = new ArrayList<>();
                for (String way : List.of("name", "email", "telephone", "address")) {
                    ways.addAll(contact.texts(way));
                }
                fact(parties, "Contact", String.join(", ", ways));
            }
            return parties;
        }

        /** Where a publication can be read about; empty when that can't be told. */
        public Optional<String> publicationLink(String publication) {
            String address = publication.startsWith("10.")
                    ? "https://doi.org/" + publication
                    : publication.matches("\\d{4}[A-Za-z].{13}[A-Za-z.:]")
                            ? "https://ui.adsabs.harvard.edu/abs/" + Address.value(publication)
                            : publication;
            return Address.of(address).map(Address::text);
        }

        /** Whether it has a service that desktop applications take. */
        public boolean isForApplications() {
            return services.stream().anyMatch(service -> !service.kind().samp().isEmpty());
        }

        private static List<Fact> facts(Element root, Coverage coverage, Optional<Citation> citation) {
            List<Fact> facts = new ArrayList<>();
            List<String> bands = coverage.wavebands().isEmpty()
                    ? coverage.spectrum().map(SpectrumPicture::bands).orElse(List.of())
                    : coverage.wavebands();
            fact(facts, "Waveband", String.join(", ", bands));
            fact(facts, "Sky", coverage.sky().map(SkyPicture::share).orElse(""));
            fact(facts, "Time", coverage.time().map(TimePicture::span).orElse(""));
            fact(facts, "Contents", String.join(", ", root.texts("content/type")));
            fact(facts, "For", String.join(", ", root.texts("content/contentLevel")));
            fact(facts, "Facility", String.join(", ", root.texts("facility")));
            fact(facts, "Instruments", String.join(", ", root.texts("instrument")));
            fact(facts, "Subjects", String.join(", ", root.texts("content/subject")));
            for (Element date : root.all("curation/date")) {
                fact(facts, PlainWords.dateRole(date.attribute("role")), date.text());
            }
            fact(facts, "Version", root.text("curation/version"));
            citation.stream()
                    .flatMap(c -> c.rights().stream())
                    .forEach(terms -> facts.add(new Fact(
                            "Rights",
                            terms.text().isEmpty() ? terms.address() : terms.text(),
                            Address.of(terms.address()).map(Address::text))));
            return merged(facts);
        }

        private static void fact(List<Fact> facts, String name, String value) {
            if (!value.isEmpty()) {
                facts.add(new Fact(name, value, Optional.empty()));
            }
        }

        /** Facts of the same name that follow each other become one. */
        private static List<Fact> merged(List<Fact> facts) {
            List<Fact> merged = new ArrayList<>();
            for (Fact fact : facts) {
                Fact last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                if (last != null
                        && last.name().equals(fact.name())
                        && last.link().isEmpty()
                        && fact.link().isEmpty()) {
                    merged.set(
                            merged.size() - 1, new Fact(fact.name(), last.value() + ", " + fact.value(), fact.link()));
                } else {
                    merged.add(fact);
                }
            }
            return merged;
        }
    }

    /** Something worth knowing; {@code link} leads to more about it. */
    public record Fact(String name, String value, Optional<String> link) {}

    /** The page of a record. */
    public static RecordPage of(
            StoredRecord record,
            MasterCopy masterCopy,
            CheckReports reports,
            Relations.Pointers pointers,
            boolean votable) {
        return new RecordPage(
                record,
                Optional.ofNullable(record.document()).map(document -> Content.of(record, masterCopy, pointers)),
                masterCopy.history(record.ivoid()),
                masterCopy.findings(record.ivoid()),
                reports.checked(record.ivoid()),
                votable);
    }

    /** Whether it is a tombstone. */
    public boolean deleted() {
        return record.status() == RecordStatus.DELETED;
    }

    /** Whether the record is kept but not for use now. */
    public boolean inactive() {
        return record.status() == RecordStatus.INACTIVE;
    }

    /** The title, or the identifier where there is none. */
    public String heading() {
        return record.title().isEmpty() ? record.ivoid().toString() : record.title();
    }

    /** The type in plain words. */
    public String type() {
        return PlainWords.type(record.resourceType());
    }

    /** The address of this page, or of the record in a format. */
    public String address(String format) {
        return "/resource/" + record.ivoid().withoutScheme() + (format.isEmpty() ? "" : "?format=" + format);
    }

    /** The findings of one severity: {@code error}, {@code warning} or {@code hint}. */
    public List<Finding> problems(String severity) {
        return findings.stream()
                .filter(finding -> finding.severity().text().equals(severity))
                .toList();
    }

    /** The rule that a finding is about; empty for those of the schemas. */
    public Optional<Rule> rule(Finding finding) {
        return Rule.ofCode(finding.code());
    }

    /** How good the record is, as far as a program can tell (VOResource 1.1, section 3.1.4). */
    public ValidationLevel level() {
        return ValidationLevel.of(
                findings, checked.filter(CheckReports.Checked::asked).isPresent());
    }

    /** When a version was made. */
    public String time(RecordVersion version) {
        return Amounts.time(version.changedAt());
    }

    /** What a version did. */
    public String kind(RecordVersion version) {
        return switch (version.kind()) {
            case CREATED -> "first version";
            case CHANGED -> version.status() == RecordStatus.INACTIVE ? "set inactive" : "changed";
            case DELETED -> "deleted";
        };
    }
}
