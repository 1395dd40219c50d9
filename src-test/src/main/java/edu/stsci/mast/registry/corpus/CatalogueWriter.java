package edu.stsci.mast.registry.corpus;

/** Writes what catalogues have beside the core: rights, capabilities, coverage and tables, as VizieR publishes them. */
final class CatalogueWriter {
    private final RecordPlan plan;
    private final CorpusProfile profile;
    private final Dice dice;
    private final Markup out;

    CatalogueWriter(RecordPlan plan, CorpusProfile profile, Dice dice, Markup out) {
        this.plan = plan;
        this.profile = profile;
        this.dice = dice;
        this.out = out;
    }

    void write() {
        if (plan.kind() == RecordKind.DATA_COLLECTION) {
            collection();
            return;
        }
        rights();
        capabilities();
        facilities();
        new CoverageWriter(profile, dice, out).write(plan.authority());
        tables();
    }

    /** The older form, whose services are records of their own. */
    private void collection() {
        facilities();
        rights();
        out.leaf("format", "application/fits", "isMIMEType", "true");
        new CoverageWriter(profile, dice, out).write(plan.authority());
        tables();
        out.leaf("accessURL", plan.authority().url("collection/" + plan.index()), "use", "full");
    }

    private void rights() {
        if (dice.chance(0.7)) {
            out.leaf("rights", "public");
        } else {
            out.leaf(
                    "rights",
                    "Creative Commons Attribution 4.0",
                    "rightsURI",
                    "https://creativecommons.org/licenses/by/4.0/");
        }
    }

    private void capabilities() {
        CapabilityWriter capability = new CapabilityWriter(dice, out);
        if (profile.optional(dice, 0.97)) {
            capability.auxiliaryTap(plan.authority());
        }
        String path = plan.publication().orElseThrow().path();
        if (profile.optional(dice, 0.55)) {
            capability.coneSearch(plan.authority().url("viz-bin/conesearch/" + path));
        }
        if (profile.optional(dice, 0.7)) {
            capability.webPage(plan.authority().url("viz-bin/VizieR-2?-source=" + path));
        }
    }

    private void facilities() {
        if (profile.optional(dice, 0.3)) {
            out.leaf("facility", Vocabulary.standard().text(dice.pickOf("missions", "sites"), dice));
        }
        if (profile.optional(dice, 0.3)) {
            out.leaf("instrument", Vocabulary.standard().text("instruments", dice));
        }
    }

    private void tables() {
        int tables = profile.tables(dice);
        if (tables > 0) {
            new TablesetWriter(profile, dice, out)
                    .write(plan.publication().orElseThrow().path(), tables, false);
        }
    }
}
