package edu.stsci.mast.registry.corpus;

/** Writes what services have beside the core: rights, one to four capabilities, coverage, and tables where they have any. */
final class ServiceWriter {
    private static final double OLDER_SIA = 0.2;

    private final RecordPlan plan;
    private final CorpusProfile profile;
    private final Dice dice;
    private final Markup out;
    private final CapabilityWriter capability;

    ServiceWriter(RecordPlan plan, CorpusProfile profile, Dice dice, Markup out) {
        this.plan = plan;
        this.profile = profile;
        this.dice = dice;
        this.out = out;
        this.capability = new CapabilityWriter(dice, out);
    }

    void write() {
        out.leaf("rights", dice.chance(0.9) ? "public" : "proprietary");
        mainCapability();
        otherCapabilities();
        if (plan.kind() == RecordKind.WEB_SERVICE) {
            return;
        }
        out.leaf("facility", Vocabulary.standard().text("missions", dice));
        out.leaf("instrument", Vocabulary.standard().text("instruments", dice));
        new CoverageWriter(profile, dice, out).write(plan.authority());
        tables();
    }

    private void mainCapability() {
        boolean mainTap = plan.ivoid().equals(plan.authority().tapService());
        String url = mainTap ? plan.authority().tapUrl() : url("run");
        switch (plan.kind()) {
            case CONE_SEARCH -> capability.coneSearch(url);
            case IMAGE_SERVICE -> capability.imageAccess(url, dice.chance(OLDER_SIA));
            case IMAGE_SERVICE_2 -> capability.imageAccess2(url);
            case SPECTRUM_SERVICE -> capability.spectralAccess(url);
            case LINE_SERVICE -> capability.lineAccess(url);
            case TABLE_ACCESS -> capability.tableAccess(url);
            case DATALINK_SERVICE -> capability.datalink(url);
            default -> capability.custom(url);
        }
    }

    private void otherCapabilities() {
        if (profile.optional(dice, 0.6)) {
            capability.availability(url("availability"));
        }
        if (profile.optional(dice, 0.4)) {
            capability.webPage(url("info"));
        }
        if (plan.kind() == RecordKind.DATALINK_SERVICE) {
            capability.soda(url("cutout"));
        } else if (plan.kind() != RecordKind.TABLE_ACCESS && profile.optional(dice, 0.2)) {
            capability.auxiliaryTap(plan.authority());
        }
    }

    private void tables() {
        boolean tables =
                switch (plan.kind()) {
                    case CONE_SEARCH, IMAGE_SERVICE_2, TABLE_ACCESS -> profile != CorpusProfile.SMALL;
                    default -> false;
                };
        if (tables) {
            boolean tap = plan.kind() == RecordKind.TABLE_ACCESS;
            new TablesetWriter(profile, dice, out).write("schema" + plan.index(), tap ? dice.between(1, 4) : 1, tap);
        }
    }

    private String url(String what) {
        return plan.authority().url("service/" + plan.index() + "/" + what);
    }
}
