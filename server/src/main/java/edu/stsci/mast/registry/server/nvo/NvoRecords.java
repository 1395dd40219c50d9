package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.Hits;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the resources that a question is about: by words in the search index, by conditions in the relational registry. */
final class NvoRecords {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"|'([^']+)'|(\\S+)");

    private final KeywordSearch search;
    private final QueryEngine engine;
    private final MasterCopy masterCopy;
    private final int most;

    /**
     * What is found.
     *
     * @param ivoids the resources, the best first or in the order of their identifiers
     * @param overflow whether there were more
     */
    record Found(List<Ivoid> ivoids, boolean overflow) {}

    /** {@code engine} answers queries over {@link NvoPredicate#catalogue}; {@code most} is how many resources an answer may have. */
    NvoRecords(KeywordSearch search, QueryEngine engine, MasterCopy masterCopy, int most) {
        this.search = search;
        this.engine = engine;
        this.masterCopy = masterCopy;
        this.most = most;
    }

    /** The record of a resource, if it still is there. */
    Optional<StoredRecord> record(Ivoid ivoid) {
        return masterCopy
                .find(ivoid)
                .filter(record -> record.status() == RecordStatus.ACTIVE && record.document() != null);
    }

    Found find(NvoQuestion question) throws NvoRefusedException {
        return question.keywords() == null ? byCondition(question) : byWords(question);
    }

    private Found byWords(NvoQuestion question) throws NvoRefusedException {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(question.keywords());
        while (matcher.find()) {
            String phrase = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(phrase != null ? '"' + phrase + '"' : matcher.group(3));
        }
        if (words.isEmpty()) {
            throw new NvoRefusedException(400, "The parameter keywords has no words; give at least one.", null);
        }
        String query = words.stream().collect(Collectors.joining(question.allKeywords() ? " AND " : " OR "));
        Hits hits = search.all(SearchRequest.of(query), most);
        return new Found(hits.list().stream().map(Hit::ivoid).toList(), hits.more());
    }

    private Found byCondition(NvoQuestion question) throws NvoRefusedException {
        TapQuery query =
                new TapQuery(NvoPredicate.adql(question), OptionalLong.of(most + 1L), ResultFormat.TSV, List.of());
        try (RunningQuery running = engine.begin(query, LIMIT)) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            running.write(rows);
            List<Ivoid> found = rows.toString(StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .flatMap(line -> Ivoid.parse(line).stream())
                    .toList();
            boolean overflow = found.size() > most;
            return new Found(overflow ? found.subList(0, most) : found, overflow);
        } catch (TapException e) {
            boolean wrong = e.reason() == TapException.Reason.BAD_REQUEST;
            throw new NvoRefusedException(
                    wrong ? 400 : 503,
                    wrong
                            ? "The predicate cannot be understood: "
                                    + e.getMessage().replaceFirst("^Line \\d+, column \\d+: ", "")
                            : e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new NvoRefusedException(503, e.getMessage(), e);
        }
    }
}
