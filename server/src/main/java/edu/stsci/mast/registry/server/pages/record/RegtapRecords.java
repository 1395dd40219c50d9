package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.search.tap.NamedQuery;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.QueryPreview;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the relational registry knows of a record. */
public final class RegtapRecords implements Relations.Pointers {
    private static final Logger LOG = LoggerFactory.getLogger(RegtapRecords.class);

    /** A page doesn't wait longer for what others say of the resource. */
    private static final Duration TIME = Duration.ofSeconds(5);

    private final QueryEngine engine;

    /** The records that an engine can be asked for. */
    public RegtapRecords(QueryEngine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<List<Relations.Pointer>> to(Ivoid ivoid) {
        String adql = "SELECT DISTINCT r.ivoid, r.res_title, l.relationship_type FROM rr.relationship AS l"
                + " JOIN rr.resource AS r ON r.ivoid = l.ivoid WHERE l.related_id = " + literal(ivoid)
                + " ORDER BY 3, 2";
        TapQuery query = new TapQuery(adql, OptionalLong.of(MOST + 1L), ResultFormat.TABLEDATA, List.of());
        try (RunningQuery running = engine.begin(query, TIME)) {
            QueryPreview found = running.preview();
            List<Relations.Pointer> pointers = new ArrayList<>();
            for (List<String> row : found.rows()) {
                pointers.add(new Relations.Pointer(row.get(0), row.get(1), row.get(2)));
            }
            return Optional.of(pointers);
        } catch (TapException | IOException e) {
            LOG.warn("What points to {} cannot be told: {}", ivoid, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The record's rows in {@code rr.resource}, {@code rr.capability} and {@code rr.interface} as VOTable.
     *
     * @throws TapException when they cannot be read now
     */
    public byte[] votable(Ivoid ivoid) throws TapException, IOException {
        List<NamedQuery> queries = new ArrayList<>();
        for (String table : List.of("resource", "capability", "interface")) {
            queries.add(new NamedQuery(table, "SELECT * FROM rr." + table + " WHERE ivoid = " + literal(ivoid)));
        }
        return engine.votable(queries, TIME);
    }

    /** RegTAP has IVOIDs in lower case (RegTAP 1.2, section 4.2). */
    private static String literal(Ivoid ivoid) {
        return "'" + ivoid.key().replace("'", "''") + "'";
    }
}
