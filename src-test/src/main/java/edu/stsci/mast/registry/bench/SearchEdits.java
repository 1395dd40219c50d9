package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long it takes from the commit of an edit until a search finds it. The edits are made by this process, beside the server, which is the
 * slowest way: the server is not told of them and has to look for them.
 */
final class SearchEdits {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 5;

    private final Database database;
    private final String url;

    /** Edits in a database that the server at the address uses, too. */
    SearchEdits(Database database, String url) {
        this.database = database;
        this.url = url;
    }

    /**
     * Makes edits one after the other.
     *
     * @param count how many
     * @return the seconds from each commit to the first search that found it
     * @throws IllegalStateException when one is not found within a minute
     */
    Samples run(int count) throws Exception {
        MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
        DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());
        List<Double> seconds = new ArrayList<>();
        try (HttpReader reader = new HttpReader("identity")) {
            for (String document : documents(count)) {
                String word = "edit" + letters(System.nanoTime());
                byte[] edited = document.replaceFirst("<title>[^<]*", "<title>Edited " + word)
                        .getBytes(StandardCharsets.UTF_8);
                try (WriteTransaction transaction = masterCopy.begin(new Provenance("bench", "bench"))) {
                    transaction.save(
                            List.of(normaliser.normalise(edited)),
                            Origin.harvestedFrom(Ivoid.of(Corpus.homeRegistry())));
                    transaction.commit();
                }
                seconds.add(untilFound(reader, word));
            }
        }
        return Samples.of(seconds);
    }

    /** Another word for another number, of letters only, so that it stays one word. */
    private static String letters(long number) {
        return Long.toString(number, 26)
                .chars()
                .map(c -> Character.isDigit(c) ? c - '0' + 'q' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<String> documents(int count) {
        List<String> documents = new ArrayList<>();
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        feed.read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), 2 * count, record -> {
            if (record.status() == RecordStatus.ACTIVE && record.document() != null && documents.size() < count) {
                documents.add(new String(record.document(), StandardCharsets.UTF_8));
            }
        });
        return documents;
    }

    private double untilFound(HttpReader reader, String word) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            var body = new ByteArrayOutputStream();
            reader.get(url + "/api/search?rows=1&q=title:" + word, (bytes, length) -> body.write(bytes, 0, length));
            // By the hit itself: one for a word that is alike, such as that of the edit before, does not count.
            if (body.toString(StandardCharsets.UTF_8).contains("\"Edited " + word + "\"")) {
                return (System.nanoTime() - start) / 1e9;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new IllegalStateException("An edit was not found within " + LIMIT.toSeconds() + " seconds");
    }
}
