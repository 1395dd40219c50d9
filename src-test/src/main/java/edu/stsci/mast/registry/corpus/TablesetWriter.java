package edu.stsci.mast.registry.corpus;

import java.util.List;

/** Writes the tables of a catalogue with their columns. */
final class TablesetWriter {
    private static final List<String> TABLE_NAMES = List.of("table", "catalog", "stars", "sources", "objects", "list");
    /** Steps with which the drawn columns are walked through; coprime with any plausible number of them. */
    static final List<Integer> STRIDES = List.of(1, 17, 101, 211);

    private final CorpusProfile profile;
    private final Dice dice;
    private final Markup out;
    private final StringBuilder phrase = new StringBuilder();

    TablesetWriter(CorpusProfile profile, Dice dice, Markup out) {
        this.profile = profile;
        this.dice = dice;
        this.out = out;
    }

    /** Writes a tableset of one schema with the given number of tables. */
    void write(String schemaName, int tables, boolean tapTypes) {
        out.start("tableset").start("schema").leaf("name", schemaName);
        String base = schemaName + "/" + dice.pick(TABLE_NAMES);
        for (int number = 1; number <= tables; number++) {
            table(base, number, tables, tapTypes);
        }
        out.end("schema").end("tableset");
    }

    private void table(String base, int number, int tables, boolean tapTypes) {
        out.start("table", "type", tapTypes ? dice.pickOf("base_table", "view", "output") : null);
        out.leaf("name", base + number);
        out.leaf("title", Vocabulary.standard().text("services", dice));
        out.leaf("description", sentence());
        if (dice.chance(0.6)) {
            out.leaf("nrows", (long) StrictMath.pow(10, 1 + 7 * dice.uniform() * dice.uniform()));
        }
        columns(profile.columns(dice), tapTypes);
        if (number < tables && dice.chance(0.3)) {
            out.start("foreignKey").leaf("targetTable", base + (number + 1)).start("fkColumn");
            out.leaf("fromColumn", "Name")
                    .leaf("targetColumn", "Name")
                    .end("fkColumn")
                    .end("foreignKey");
        }
        out.end("table");
    }

    private String sentence() {
        return Vocabulary.standard().text("sentences", dice);
    }

    private void columns(int count, boolean tapTypes) {
        int first = Math.min(count, ColumnTemplate.FIRST.size());
        for (int i = 0; i < first; i++) {
            column(ColumnTemplate.FIRST.get(i), i == 0 ? "primary" : "indexed", tapTypes);
        }
        int position = dice.below(ColumnTemplate.DRAWN.size());
        int stride = dice.pick(STRIDES);
        for (int i = first; i < count; i++) {
            String flag = dice.chance(0.5) ? "nullable" : dice.chance(0.2) ? "indexed" : null;
            column(ColumnTemplate.DRAWN.get(position), flag, tapTypes);
            position = (position + stride) % ColumnTemplate.DRAWN.size();
        }
    }

    private void column(ColumnTemplate template, String flag, boolean tapTypes) {
        out.xml(template.opening());
        if (dice.chance(0.35)) {
            phrase.setLength(0);
            phrase.append(' ');
            Vocabulary.standard().pick("phrases", dice).appendTo(phrase, dice);
            out.text(phrase);
        }
        out.end("description").xml(template.unitAndUcd());
        if (dice.chance(0.03)) {
            out.leaf("utype", "char:SpatialAxis.Coverage.Location.Coord");
        }
        out.xml(tapTypes ? template.tapType() : template.voTableType());
        if (flag != null) {
            out.leaf("flag", flag);
        }
        out.end("column");
    }
}
