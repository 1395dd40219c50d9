package edu.stsci.mast.registry.corpus;

import java.util.List;

/** Writes what organisations, authorities, registries, standards and documents have beside the core. */
final class InfrastructureWriter {
    private final RecordPlan plan;
    private final Dice dice;
    private final Markup out;

    InfrastructureWriter(RecordPlan plan, Dice dice, Markup out) {
        this.plan = plan;
        this.dice = dice;
        this.out = out;
    }

    void write() {
        switch (plan.kind()) {
            case ORGANISATION -> organisation();
            case AUTHORITY ->
                out.leaf(
                        "managingOrg",
                        plan.authority().publisher(),
                        "ivo-id",
                        plan.authority().organisation());
            case REGISTRY -> registry();
            case STANDARD -> standard();
            case STANDARD_KEYS -> keys(dice.between(2, 9));
            case DOCUMENT -> document();
            default -> throw new IllegalStateException(plan.kind() + " is no infrastructure");
        }
    }

    private void organisation() {
        for (int i = dice.below(4); i > 0; i--) {
            out.leaf("facility", Vocabulary.standard().text("missions", dice));
        }
        for (int i = dice.below(3); i > 0; i--) {
            out.leaf("instrument", Vocabulary.standard().text("instruments", dice));
        }
    }

    /** The home registry manages all authorities; any other manages one whose records are not in the corpus. */
    private void registry() {
        boolean home = plan.ivoid().equals(RecordPlanner.HOME_REGISTRY);
        out.leaf("rights", "public");
        CapabilityWriter capability = new CapabilityWriter(dice, out);
        capability.harvest(plan.authority().url("oai-" + plan.index()));
        capability.availability(plan.authority().url("availability"));
        out.leaf("full", home ? "false" : dice.pickOf("true", "false"));
        List<String> managed =
                home ? Authority.all().stream().map(Authority::id).toList() : List.of("elsewhere." + plan.index());
        managed.forEach(id -> out.leaf("managedAuthority", id));
    }

    private void standard() {
        out.leaf("endorsedVersion", "1.0", "status", "rec", "use", "preferred");
        if (dice.chance(0.5)) {
            out.leaf("endorsedVersion", "1.1", "status", dice.pickOf("wd", "pr", "note"));
        }
        out.start("schema", "namespace", plan.authority().url("xml/" + plan.index() + "/v1.0"));
        out.leaf("location", plan.authority().url("xml/" + plan.index() + ".xsd"))
                .end("schema");
        keys(dice.below(4));
        out.start("interface", "role", "std", "xsi:type", "vs:ParamHTTP");
        out.leaf("accessURL", "", "use", "base").leaf("queryType", "GET").end("interface");
    }

    private void keys(int count) {
        for (int i = 0; i < count; i++) {
            out.start("key").leaf("name", "term-" + plan.index() + "-" + i);
            out.leaf("description", Vocabulary.standard().text("titles", dice)).end("key");
        }
    }

    private void document() {
        out.leaf("language", dice.pickOf("en", "fr", "de", "es", "ja"));
        out.leaf("accessURL", plan.authority().url("doc/" + plan.index() + ".html"), "use", "full");
        if (dice.chance(0.5)) {
            out.leaf("sourceURI", plan.authority().url("doc/" + plan.index() + ".tex"));
        }
    }
}
