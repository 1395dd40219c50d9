package edu.stsci.mast.registry.corpus;

import java.time.Instant;
import java.util.Locale;
import java.util.function.IntFunction;

/** Writes a planned record as a self-contained {@code ri:Resource} element in the canonical spelling, flaws included. */
final class RecordWriter {
    private final long seed;
    private final CorpusProfile profile;
    private final IntFunction<RecordPlan> plans;

    /** The plans of other records are asked for when one refers to them. */
    RecordWriter(long seed, CorpusProfile profile, IntFunction<RecordPlan> plans) {
        this.seed = seed;
        this.profile = profile;
        this.plans = plans;
    }

    String write(RecordPlan plan) {
        Dice dice = Dice.of(seed, plan.index(), "content");
        Markup body = new Markup(profile == CorpusProfile.SMALL ? 4_000 : 32_000);
        new CoreWriter(plan, profile, plans, dice, body).write();
        switch (plan.kind().family()) {
            case CATALOGUE -> new CatalogueWriter(plan, profile, dice, body).write();
            case SERVICE -> new ServiceWriter(plan, profile, dice, body).write();
            case INFRASTRUCTURE -> new InfrastructureWriter(plan, dice, body).write();
        }
        String sound = startTag(plan, dice, body) + body.content() + "</ri:Resource>";
        return plan.flaw().map(flaw -> flaw.spoil(sound)).orElse(sound);
    }

    private static String startTag(RecordPlan plan, Dice dice, Markup body) {
        body.namespaces().add(Namespace.ofPrefix(plan.kind().type().split(":")[0]));
        body.namespaces().add(Namespace.VR);
        StringBuilder tag = new StringBuilder("<ri:Resource");
        body.namespaces().forEach(namespace -> tag.append(namespace.declaration()));
        // the elements of VOResource are in no namespace, whatever default namespace surrounds the record
        tag.append(" xmlns=\"\"");
        boolean zone = dice.chance(0.9);
        attribute(tag, "created", timestamp(plan.created(), zone));
        attribute(tag, "updated", timestamp(plan.updated(), zone));
        attribute(tag, "status", plan.fate().name().toLowerCase(Locale.ROOT));
        if (dice.chance(0.5)) {
            attribute(tag, "version", "1.1");
        }
        attribute(tag, "xsi:type", plan.kind().type());
        return tag.append('>').toString();
    }

    private static void attribute(StringBuilder tag, String name, String value) {
        tag.append(' ').append(name).append("=\"").append(value).append('"');
    }

    /** Timestamps are in UTC whether they say so or not (VOResource 1.1, section 2.2.1). */
    private static String timestamp(Instant instant, boolean zone) {
        String timestamp = instant.toString();
        return zone ? timestamp : timestamp.substring(0, timestamp.length() - 1);
    }
}
