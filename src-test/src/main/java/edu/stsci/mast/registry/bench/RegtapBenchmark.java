package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.search.adql.AdqlCompiler;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures queries one after the other, without HTTP. */
final class RegtapBenchmark {
    /** How long each query is repeated before it is measured: a service that has run for a while has its code compiled. */
    private static final Duration WARMING = Duration.ofSeconds(2);

    private static final int COMPILATIONS_TO_WARM = 3000;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final QueryEngine engine;
    private final List<ExampleQuery> queries;
    private final int rounds;
    private final Optional<PostgresPeer> peer;
    private final Map<String, String> peersQueries;

    /**
     * A benchmark.
     *
     * @param peer what to compare with, filled
     * @param peersQueries its SQL for each query's name
     */
    RegtapBenchmark(
            QueryEngine engine,
            List<ExampleQuery> queries,
            int rounds,
            Optional<PostgresPeer> peer,
            Map<String, String> peersQueries) {
        this.engine = engine;
        this.queries = queries;
        this.rounds = rounds;
        this.peer = peer;
        this.peersQueries = peersQueries;
    }

    /** Counts the lines that are written to it. */
    private static final class Lines extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }
    }

    /** Carries one query out, and writes its rows nowhere; how many there were. */
    static long carryOut(QueryEngine engine, String adql, long[] firstRow) throws Exception {
        TapQuery query = new TapQuery(adql, OptionalLong.of(1_000_000), ResultFormat.TSV, List.of());
        long start = System.nanoTime();
        try (RunningQuery running = engine.begin(query, LIMIT)) {
            firstRow[0] = System.nanoTime() - start;
            Lines lines = new Lines();
            running.write(lines);
            return lines.count - 1;
        } catch (IOException e) {
            throw new IllegalStateException(adql, e);
        }
    }

    /** Measures, and prints what it finds. */
    void run() throws Exception {
        System.out.printf(
                "%-34s %11s %11s %11s %9s %11s %7s%n",
                "medians, in ms",
                "compiling",
                "first row",
                "all",
                "rows",
                peer.isPresent() ? "PostgreSQL" : "",
                peer.isPresent() ? "ratio" : "");
        List<Double> ratios = new ArrayList<>();
        AdqlCompiler compiler = new AdqlCompiler(engine.catalogue(), AdqlLimits.standard());
        for (int i = 0; i < COMPILATIONS_TO_WARM; i++) {
            compiler.compile(queries.get(i % queries.size()).adql());
        }
        for (ExampleQuery query : queries) {
            List<Double> compiling = new ArrayList<>();
            List<Double> first = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            List<Double> peers = new ArrayList<>();
            long rows = 0;
            warm(query);
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                compiler.compile(query.adql());
                long compiled = System.nanoTime();
                long[] firstRow = {0};
                rows = carryOut(engine, query.adql(), firstRow);
                long end = System.nanoTime();
                // In turns, so that other programs disturb both.
                double peersMillis = peer.isPresent() ? peer.get().millis(peersQueries.get(query.name())) : 0;
                compiling.add((compiled - start) / 1e6);
                first.add(firstRow[0] / 1e6);
                all.add((end - compiled) / 1e6);
                peers.add(peersMillis);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %11.2f %11.2f %11.2f %,9d",
                    query.name(),
                    median(compiling),
                    median(first),
                    median(all),
                    rows);
            if (peer.isPresent()) {
                double ratio = median(peers) / median(all);
                ratios.add(ratio);
                System.out.printf(Locale.ROOT, " %11.2f %6.1fx", median(peers), ratio);
            }
            System.out.println();
        }
        if (peer.isPresent()) {
            double median = median(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "PostgreSQL takes %.1f times as long in the median, %.1f times at least%n",
                    median,
                    ratios.get(0));
        }
        System.out.println();
    }

    private void warm(ExampleQuery query) throws Exception {
        long end = System.nanoTime() + WARMING.toNanos();
        while (System.nanoTime() < end) {
            carryOut(engine, query.adql(), new long[1]);
            if (peer.isPresent()) {
                peer.get().millis(peersQueries.get(query.name()));
            }
        }
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
