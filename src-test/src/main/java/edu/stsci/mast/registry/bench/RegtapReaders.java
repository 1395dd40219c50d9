package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures queries by several readers at a time, at first alone and then while resources are replaced. */
final class RegtapReaders {
    private static final int READERS = 8;
    private static final int RESOURCES = 200;

    private final QueryEngine engine;
    private final List<ExampleQuery> queries;
    private final Database database;
    private final Duration time;

    RegtapReaders(QueryEngine engine, List<ExampleQuery> queries, Database database, Duration time) {
        this.engine = engine;
        // A scan of everything is no question that a client waits for among others.
        this.queries =
                queries.stream().filter(query -> !query.text().contains("scan")).toList();
        this.database = database;
        this.time = time;
    }

    /** Measures, and prints what it finds. */
    void run() throws Exception {
        read(Duration.ofSeconds(3));
        double quiet = print("alone", read(time));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<Integer> writing = writer.submit(this::replace);
        double busy = print("while resources are replaced", read(time));
        writer.shutdownNow();
        System.out.printf(
                Locale.ROOT,
                "  %,d resources replaced; p99 is %.1f times that of the readers alone%n",
                writing.get(),
                busy / quiet);
    }

    private double print(String what, List<Double> millis) {
        Collections.sort(millis);
        double p99 = millis.get(millis.size() * 99 / 100);
        System.out.printf(
                Locale.ROOT,
                "%d readers %s: %,d queries, %.0f a second, p50 %.1f ms, p99 %.1f ms%n",
                READERS,
                what,
                millis.size(),
                millis.size() / (double) time.toSeconds(),
                millis.get(millis.size() / 2),
                p99);
        return p99;
    }

    /** How long each query took; one that fails ends the benchmark. */
    private List<Double> read(Duration duration) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        List<Future<List<Double>>> reading = new ArrayList<>();
        long end = System.nanoTime() + duration.toNanos();
        for (int reader = 0; reader < READERS; reader++) {
            Random random = new Random(reader);
            reading.add(readers.submit(() -> {
                List<Double> millis = new ArrayList<>();
                while (System.nanoTime() < end) {
                    String adql = queries.get(random.nextInt(queries.size())).adql();
                    long start = System.nanoTime();
                    RegtapBenchmark.carryOut(engine, adql, new long[1]);
                    millis.add((System.nanoTime() - start) / 1e6);
                }
                return millis;
            }));
        }
        List<Double> all = new ArrayList<>();
        for (Future<List<Double>> one : reading) {
            all.addAll(one.get());
        }
        readers.shutdown();
        return all;
    }

    /** Changes some of the corpus's records over and over, as a harvest does. */
    private int replace() throws Exception {
        MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
        DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());
        List<byte[]> documents = new ArrayList<>();
        new ChangeFeed(database.dataSource(), Clock.systemUTC())
                .read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, Long.MAX_VALUE), RESOURCES, record -> {
                    if (record.document() != null) {
                        documents.add(record.document());
                    }
                });
        int replaced = 0;
        for (int round = 1; !Thread.currentThread().isInterrupted(); round++) {
            List<ResourceDocument> changed = new ArrayList<>();
            for (byte[] document : documents) {
                String text = new String(document, StandardCharsets.UTF_8);
                changed.add(normaliser.normalise(
                        text.replaceFirst("<title>", "<title>" + round + " ").getBytes(StandardCharsets.UTF_8)));
            }
            try (WriteTransaction transaction = masterCopy.begin(new Provenance("bench", "bench"))) {
                transaction.save(changed, Origin.harvestedFrom(Ivoid.of(Corpus.homeRegistry())));
                transaction.commit();
            }
            replaced += changed.size();
        }
        return replaced;
    }
}
