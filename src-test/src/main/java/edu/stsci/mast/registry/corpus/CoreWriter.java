package edu.stsci.mast.registry.corpus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Writes what all records have: title, names, curation and content. */
final class CoreWriter {
    private static final int SHORT_NAME_LENGTH = 16;
    private static final double OLD_TERMS = 0.15;

    private final RecordPlan plan;
    private final CorpusProfile profile;
    private final IntFunction<RecordPlan> plans;
    private final Dice dice;
    private final Markup out;
    private final Vocabulary vocabulary = Vocabulary.standard();
    private final List<String> surnames;
    /** Whether the record keeps to the vocabularies of VOResource 1.0, whose terms 1.1 renamed. */
    private final boolean oldTerms;

    CoreWriter(RecordPlan plan, CorpusProfile profile, IntFunction<RecordPlan> plans, Dice dice, Markup out) {
        this.plan = plan;
        this.profile = profile;
        this.plans = plans;
        this.dice = dice;
        this.out = out;
        this.surnames = surnames();
        this.oldTerms = dice.chance(OLD_TERMS);
    }

    private List<String> surnames() {
        int creators = plan.kind().family() == RecordKind.Family.INFRASTRUCTURE ? 1 : profile.creators(dice);
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < creators; i++) {
            drawn.add(vocabulary.text("surnames", dice));
        }
        return drawn;
    }

    void write() {
        if (profile.optional(dice, 0.03)) {
            out.leaf("validationLevel", dice.pickOf("1", "2", "3"), "validatedBy", RecordPlanner.HOME_REGISTRY);
        }
        out.leaf("title", title());
        if (dice.chance(0.9)) {
            out.leaf("shortName", shortName());
        }
        out.leaf("identifier", plan.ivoid());
        if (plan.publication().isPresent() && profile.optional(dice, 0.5)) {
            out.leaf("altIdentifier", "doi:10.5072/corpus." + plan.index());
        }
        curation();
        content();
    }

    private String title() {
        return switch (plan.kind().family()) {
            case CATALOGUE ->
                vocabulary.text("titles", dice) + " (" + surnames.get(0) + (surnames.size() > 1 ? "+, " : ", ")
                        + plan.publication().orElseThrow().year() + ")";
            case SERVICE ->
                vocabulary.text("services", dice) + " " + plan.kind().name().charAt(0) + plan.index();
            case INFRASTRUCTURE ->
                switch (plan.kind()) {
                    case AUTHORITY -> plan.authority().publisher() + " naming authority";
                    case REGISTRY -> plan.authority().publisher() + " Registry";
                    case ORGANISATION ->
                        plan.ivoid().equals(plan.authority().organisation())
                                ? plan.authority().publisher()
                                : vocabulary.text("organisations", dice);
                    default -> vocabulary.text("documents", dice);
                };
        };
    }

    private String shortName() {
        String name = plan.publication()
                .map(Publication::path)
                .orElseGet(() ->
                        plan.authority().id().substring(plan.authority().id().lastIndexOf('.') + 1) + " "
                                + plan.index());
        return name.length() > SHORT_NAME_LENGTH ? name.substring(0, SHORT_NAME_LENGTH) : name;
    }

    private void curation() {
        out.start("curation")
                .leaf(
                        "publisher",
                        plan.authority().publisher(),
                        "ivo-id",
                        plan.authority().organisation());
        surnames.forEach(this::creator);
        if (profile.optional(dice, 0.05)) {
            out.leaf("contributor", vocabulary.text("surnames", dice) + " " + vocabulary.text("givennames", dice));
        }
        dates();
        if (profile.optional(dice, 0.2)) {
            out.leaf("version", dice.decimal(1, 9, 1));
        }
        contact();
        out.end("curation");
    }

    /** A creator's name as VizieR writes it, or with a comma as others do. */
    private void creator(String surname) {
        String separator = plan.authority() == Authority.vizier() ? " " : ", ";
        out.start("creator").leaf("name", surname + separator + vocabulary.text("givennames", dice));
        if (profile.optional(dice, 0.1)) {
            // the range of identifiers that the ORCID organisation does not assign
            out.leaf(
                    "altIdentifier",
                    "orcid:0000-0000-" + dice.between(1_000, 9_999) + "-" + dice.between(1_000, 9_999));
        }
        out.end("creator");
    }

    private void dates() {
        date(plan.created(), oldTerms ? "creation" : "Created", true);
        if (profile.optional(dice, 0.7)) {
            date(plan.updated(), oldTerms ? "update" : "Updated", dice.chance(0.5));
        }
        if (profile.optional(dice, 0.1)) {
            date(plan.created(), dice.pickOf("Issued", "Collected", "Available", null), true);
        }
    }

    private void date(Instant instant, String role, boolean dayOnly) {
        String date = instant.toString();
        out.leaf("date", dayOnly ? date.substring(0, 10) : date, "role", role);
    }

    private void contact() {
        out.start("contact").leaf("name", plan.authority().publisher() + " help desk");
        if (profile.optional(dice, 0.4)) {
            out.leaf(
                    "address",
                    dice.between(1, 300) + " Rue " + vocabulary.text("surnames", dice) + ", "
                            + vocabulary.text("sites", dice));
        }
        if (dice.chance(0.95)) {
            out.leaf("email", "help@" + plan.authority().host());
        }
        if (profile.optional(dice, 0.1)) {
            out.leaf("telephone", "+00 " + dice.between(100, 999) + " " + dice.between(10_000, 99_999));
        }
        out.end("contact");
    }

    private void content() {
        out.start("content");
        int subjects = 1 + (profile == CorpusProfile.SMALL ? 0 : dice.skewed(2));
        for (int i = 0; i < subjects; i++) {
            out.leaf("subject", vocabulary.text("subjects", dice));
        }
        out.leaf("description", description());
        plan.publication()
                .ifPresent(
                        publication -> out.leaf("source", publication.bibcode(surnames.get(0)), "format", "bibcode"));
        out.leaf("referenceURL", plan.authority().url("info?id=" + plan.index() + "&lang=en"));
        out.leaf("type", type());
        if (dice.chance(0.8)) {
            out.leaf("contentLevel", "Research");
        }
        if (profile.optional(dice, 0.1)) {
            out.leaf("contentLevel", dice.pickOf("General", "University", "Amateur"));
        }
        relationships();
        out.end("content");
    }

    private String description() {
        StringBuilder description = new StringBuilder();
        for (int i = profile.sentences(dice); i > 0; i--) {
            vocabulary.pick("sentences", dice).appendTo(description, dice);
            description.append(i > 1 ? dice.chance(0.1) ? "\n\n" : " " : "");
        }
        return description.toString();
    }

    private String type() {
        return switch (plan.kind().family()) {
            case CATALOGUE -> "Catalog";
            case SERVICE -> dice.pickOf("Archive", "Survey", "Catalog", "Simulation");
            case INFRASTRUCTURE ->
                plan.kind() == RecordKind.ORGANISATION
                        ? "Organisation"
                        : plan.kind() == RecordKind.REGISTRY ? "Registry" : "Other";
        };
    }

    private void relationships() {
        switch (plan.kind()) {
            case CATALOG_RESOURCE -> servedByTap(0.97);
            case DATA_COLLECTION, CATALOG_SERVICE -> servedByTap(0.4);
            case TABLE_ACCESS, CONE_SEARCH, IMAGE_SERVICE, IMAGE_SERVICE_2, SPECTRUM_SERVICE ->
                relatedToEarlier(oldTerms ? "service-for" : "IsServiceFor", 0.4);
            default -> {}
        }
        relatedToEarlier(
                dice.pick(
                        oldTerms
                                ? List.of("derived-from", "related-to", "mirror-of")
                                : List.of("IsDerivedFrom", "Cites", "IsSupplementTo", "IsNewVersionOf")),
                0.12);
    }

    private void servedByTap(double share) {
        if (profile.optional(dice, share)) {
            relationship(
                    oldTerms ? "served-by" : "IsServedBy",
                    plan.authority().tapService(),
                    plan.authority().publisher() + " TAP");
        }
    }

    private void relatedToEarlier(String type, double share) {
        if (plan.index() > 0 && profile.optional(dice, share)) {
            RecordPlan related = plans.apply(dice.below(plan.index()));
            relationship(type, related.ivoid(), vocabulary.text("services", dice));
        }
    }

    private void relationship(String type, String ivoid, String name) {
        out.start("relationship").leaf("relationshipType", type);
        out.leaf("relatedResource", name, "ivo-id", ivoid).end("relationship");
    }
}
