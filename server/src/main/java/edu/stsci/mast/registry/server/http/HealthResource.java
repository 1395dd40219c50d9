package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.server.IndexRebuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/** {@code /health}: whether the registry can work (status 200) or not (503), and how far the index is behind. */
@Path("/health")
public final class HealthResource {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Database database;
    private final ChangeFeed feed;
    private final IndexFollower follower;
    private final Optional<RegtapFollower> regtap;
    private final IndexRebuilder rebuilder;

    /** The health of these parts. */
    public HealthResource(
            Database database,
            ChangeFeed feed,
            IndexFollower follower,
            Optional<RegtapFollower> regtap,
            IndexRebuilder rebuilder) {
        this.database = database;
        this.feed = feed;
        this.follower = follower;
        this.regtap = regtap;
        this.rebuilder = rebuilder;
    }

    /**
     * What is told.
     *
     * @param status up, or down when the database does not answer
     * @param database whether the database answers
     * @param changes the sequence number of the last change; -1 when the database does not answer
     * @param indexed the sequence number up to which the search index has followed
     * @param queryable the sequence number up to which the relational registry has followed; null when there is none
     * @param reindexed the number of the last request for a new search index that was done
     */
    public record Health(
            String status, boolean database, long changes, long indexed, Optional<Long> queryable, long reindexed) {}

    /** Answers now. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response health() {
        boolean up = database.answers(LIMIT);
        Health health = new Health(
                up ? "up" : "down",
                up,
                up ? feed.head() : -1,
                follower.position(),
                regtap.map(RegtapFollower::position),
                rebuilder.done());
        return Response.status(up ? 200 : 503).entity(health).build();
    }
}
