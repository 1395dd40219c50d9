package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.Hits;
import edu.stsci.mast.registry.search.tap.VotableDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowListStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.formats.CsvTableWriter;
import uk.ac.starlink.votable.VOStarTable;

/** Resources that a search found as a table, with the column names of RegTAP where it has them. */
final class HitTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("ivoid", "meta.ref.ivoid;meta.main", "The resource's IVOID.", hit -> hit.ivoid()
                    .toString()),
            new Column("res_type", "meta.code.class", "The resource's type.", Hit::resourceType),
            new Column("short_name", "meta.title", "A short name.", Hit::shortName),
            new Column("res_title", "meta.title;meta.main", "The full name.", Hit::title),
            new Column("res_description", "meta.note", "What the resource is.", Hit::description),
            new Column("publisher", "meta.curation", "Who publishes it.", Hit::publisher),
            new Column(
                    "creators",
                    "meta.bib.author",
                    "Who made it, separated by semicolons.",
                    hit -> String.join("; ", hit.creators())),
            new Column(
                    "subjects",
                    "meta.id",
                    "What it is about, separated by #.",
                    hit -> String.join("#", hit.subjects())),
            new Column(
                    "waveband",
                    "instr.bandpass",
                    "Its parts of the spectrum, separated by #.",
                    hit -> String.join("#", hit.wavebands())),
            new Column(
                    "standards",
                    "meta.id",
                    "The standards of its services, separated by #.",
                    hit -> String.join("#", hit.standards())),
            new Column("reference_url", "meta.ref.url", "A page for people about it.", hit -> hit.referenceUrl()
                    .orElse("")),
            new Column("updated", "time.processing", "When its record was changed last (UTC).", hit -> hit.updated()
                    .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse("")));

    private HitTable() {}

    private record Column(String name, String ucd, String description, Function<Hit, String> value) {}

    private static StarTable of(Hits hits, String query) {
        List<ColumnInfo> infos = new ArrayList<>();
        for (Column column : COLUMNS) {
            ColumnInfo info = new ColumnInfo(column.name(), String.class, column.description());
            info.setUCD(column.ucd());
            info.setAuxDatum(new DescribedValue(VOStarTable.DATATYPE_INFO, "unicodeChar"));
            infos.add(info);
        }
        RowListStarTable table = new RowListStarTable(infos.toArray(ColumnInfo[]::new));
        table.setName("Resources: " + query);
        for (Hit hit : hits.list()) {
            table.addRow(
                    COLUMNS.stream().map(column -> column.value().apply(hit)).toArray());
        }
        return table;
    }

    /** With an INFO after the table when it is cut, as DALI has it. */
    static void votable(Hits hits, String query, OutputStream out) throws IOException {
        VotableDocument.write(of(hits, query), query, hits.more(), out);
    }

    static void csv(Hits hits, String query, OutputStream out) throws IOException {
        new CsvTableWriter(true).writeStarTable(of(hits, query), out);
    }
}
