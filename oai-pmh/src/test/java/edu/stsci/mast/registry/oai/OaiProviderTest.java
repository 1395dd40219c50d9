package edu.stsci.mast.registry.oai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OaiProviderTest {
    private static final String OURS = "ivo://archive.stsci.edu/";
    private static final Pattern TOKEN = Pattern.compile("<resumptionToken[^>]*>([^<]+)</resumptionToken>");
    private static final Pattern IDENTIFIER = Pattern.compile("<identifier>([^<]*)</identifier>\\s*<datestamp>");
    private static final Pattern RECORD = Pattern.compile("<record>.*?</record>", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern DATE = Pattern.compile("<responseDate>([^<]*)<");

    @TempDir
    Path folder;

    private Instant time = Instant.parse("2026-01-01T00:00:00.700Z");
    private final Clock clock = clock(() -> time);
    private Database database;
    private MasterCopy masterCopy;
    private ChangeFeed feed;
    private OaiProvider provider;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        use(clock, 100);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void use(Clock clockToUse, int pageSize) {
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clockToUse);
        feed = new ChangeFeed(database.dataSource(), clockToUse);
        var settings = new OaiSettings(
                URI.create("https://example.org/oai"),
                "Test registry",
                List.of("help@example.org"),
                Ivoid.of(OURS + "registry"),
                pageSize,
                8L << 20,
                true,
                false);
        provider = new OaiProvider(
                masterCopy, feed, "0123456789abcdef0123456789abcdef".getBytes(UTF_8), settings, List::of, clockToUse);
    }

    private void save(Origin origin, ResourceDocument... documents) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(List.of(documents), origin);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
    }

    private void save(String name, String title) {
        save(Origin.MANAGED, SampleRecords.organisation(OURS + name, title));
    }

    private void delete(String name) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.delete(List.of(Ivoid.of(OURS + name)), Origin.MANAGED);
            transaction.commit();
        }
    }

    private void examples() {
        save(Origin.MANAGED, SampleRecords.registry(OURS + "registry", "archive.stsci.edu"));
        save("one", "One");
        save("gone", "Gone");
        delete("gone");
        save(
                Origin.MANAGED,
                SampleRecords.normalised(SampleRecords.organisationXml(OURS + "idle", "Idle", "inactive")));
        save(
                Origin.harvestedFrom(Ivoid.of("ivo://example.org/registry")),
                SampleRecords.organisation("ivo://example.org/theirs", "Theirs"));
    }

    /** The response to arguments in the form of a query, without percent-encoding; always valid. */
    private String ask(String query) {
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                arguments
                        .computeIfAbsent(pair.substring(0, equals), n -> new ArrayList<>())
                        .add(pair.substring(equals + 1));
            }
        }
        try {
            var out = new ByteArrayOutputStream();
            provider.respond(arguments).writeTo(out);
            assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(out.toByteArray())))
                    .as(query)
                    .isEmpty();
            return out.toString(UTF_8);
        } catch (Exception e) {
            throw new AssertionError(query, e);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(r -> r.group(1)).toList();
    }

    /** All pages of a list. */
    private List<String> pages(String verb, String rest) {
        List<String> pages = new ArrayList<>();
        pages.add(ask("verb=" + verb + "&" + rest));
        Matcher token = TOKEN.matcher(pages.get(0));
        while (token.find()) {
            pages.add(ask("verb=" + verb + "&resumptionToken=" + token.group(1)));
            token = TOKEN.matcher(pages.get(pages.size() - 1));
        }
        return pages;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verb=Identify",
                "verb=ListSets",
                "verb=ListMetadataFormats",
                "verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/one",
                "verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/one",
                "verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://ARCHIVE.stsci.edu/ONE",
                "verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://archive.stsci.edu/gone",
                "verb=ListIdentifiers&metadataPrefix=oai_dc",
                "verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_managed",
                "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01"
            })
    void everyVerbGivesAValidAnswer(String query) {
        examples();
        assertThat(ask(query))
                .doesNotContain("<error")
                .contains("<OAI-PMH xmlns=")
                .contains("<request verb=");
    }

    @ParameterizedTest
    @CsvSource({
        "badVerb,verb=",
        "badVerb,nothing=1",
        "badVerb,verb=identify",
        "badVerb,verb=Identify&verb=Identify",
        "badArgument,verb=Identify&x=1",
        "badArgument,verb=ListRecords",
        "badArgument,verb=ListRecords&metadataPrefix=ivo_vor&metadataPrefix=ivo_vor",
        "badArgument,verb=ListRecords&metadataPrefix=ivo_vor&from=2026-02-30",
        "badArgument,verb=ListRecords&metadataPrefix=ivo_vor&from=2026-01-01&until=2026-01-01T00:00:00Z",
        "badArgument,verb=ListRecords&metadataPrefix=ivo_vor&from=2026-01-02&until=2026-01-01",
        "badArgument,verb=ListRecords&metadataPrefix=ivo_vor&resumptionToken=x",
        "badResumptionToken,verb=ListRecords&resumptionToken=x",
        "badResumptionToken,verb=ListSets&resumptionToken=x",
        "cannotDisseminateFormat,verb=ListRecords&metadataPrefix=marc",
        "cannotDisseminateFormat,verb=GetRecord&metadataPrefix=marc&identifier=ivo://archive.stsci.edu/one",
        "idDoesNotExist,verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/none",
        "idDoesNotExist,verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://example.org/theirs",
        "idDoesNotExist,verb=ListMetadataFormats&identifier=urn:x",
        "noRecordsMatch,verb=ListRecords&metadataPrefix=ivo_vor&set=other",
        "noRecordsMatch,verb=ListRecords&metadataPrefix=ivo_vor&until=2025-12-31"
    })
    void errorsHaveTheirCodes(String code, String query) {
        examples();
        String answer = ask(query);
        assertThat(answer).contains("<error code=\"" + code + "\"");
        boolean echoed = !code.equals("badVerb") && !code.equals("badArgument");
        assertThat(answer.contains("<request verb=")).isEqualTo(echoed);
    }

    @Test
    void identifyCarriesTheRegistrysStoredRecord() {
        examples();
        String document = new String(
                masterCopy.find(Ivoid.of(OURS + "registry")).orElseThrow().document(), UTF_8);
        assertThat(ask("verb=Identify").replace(" xmlns=\"\"", ""))
                .contains("<description>\n" + document)
                .contains("<deletedRecord>persistent<")
                .contains("<earliestDatestamp>2026-01-01T00:00:00Z<");
    }

    @Test
    void deletedRecordsAreHeadersAndInactiveOnesAreWhole() {
        examples();
        String get = "verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + OURS;
        assertThat(ask(get + "gone")).contains("<header status=\"deleted\">").doesNotContain("<metadata>");
        assertThat(ask(get + "idle")).contains("<header>").contains("status=\"inactive\"");
        assertThat(all(IDENTIFIER, ask("verb=ListIdentifiers&metadataPrefix=ivo_vor")))
                .containsExactly(OURS + "registry", OURS + "one", OURS + "gone", OURS + "idle");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 11})
    void pagesTogetherAreTheStore(int pageSize) {
        use(clock, pageSize);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            save("r" + i, "Title " + i);
            expected.add(OURS + "r" + i);
        }
        for (String verb : List.of("ListIdentifiers", "ListRecords")) {
            List<String> pages = pages(verb, "metadataPrefix=ivo_vor&set=ivo_managed");
            assertThat(pages).hasSize((10 + pageSize - 1) / pageSize);
            assertThat(all(IDENTIFIER, String.join("", pages))).isEqualTo(expected);
            for (int i = 0; pages.size() > 1 && i < pages.size(); i++) {
                assertThat(pages.get(i)).contains("completeListSize=\"10\" cursor=\"" + i * pageSize + "\"");
            }
        }
    }

    @Test
    void tamperedTokensAreRefused() {
        use(clock, 1);
        examples();
        Matcher first = TOKEN.matcher(ask("verb=ListRecords&metadataPrefix=ivo_vor"));
        assertThat(first.find()).isTrue();
        String token = first.group(1);
        assertThat(ask("verb=ListRecords&resumptionToken=" + token))
                .isEqualTo(ask("verb=ListRecords&resumptionToken=" + token))
                .doesNotContain("<error");
        assertThat(ask("verb=ListIdentifiers&resumptionToken=" + token)).contains("badResumptionToken");
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(ask("verb=ListRecords&resumptionToken=" + tampered)).contains("badResumptionToken");
        }
    }

    // OAI-PMH 2.0, section 2.7.1.
    @Test
    void untilIncludesItsSecondAndItsDay() {
        save("one", "One");
        time = Instant.parse("2026-01-01T00:00:01Z");
        save("two", "Two");
        String list = "verb=ListIdentifiers&metadataPrefix=ivo_vor";
        assertThat(all(IDENTIFIER, ask(list + "&until=2026-01-01T00:00:00Z"))).containsExactly(OURS + "one");
        assertThat(all(IDENTIFIER, ask(list + "&from=2026-01-01T00:00:01Z"))).containsExactly(OURS + "two");
        assertThat(all(IDENTIFIER, ask(list + "&until=2026-01-01"))).hasSize(2);
    }

    @Test
    void anIncrementalHarvesterMissesNothingWhileOthersWrite() {
        anIncrementalHarvesterMissesNothing(Clock.systemUTC());
    }

    @Test
    void anIncrementalHarvesterMissesNothingWhileTheClockSteps() {
        AtomicInteger looks = new AtomicInteger();
        // Ahead, back, and far back again, at each tenth look at it.
        List<Duration> steps = List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofMinutes(-5), Duration.ofDays(-2));
        anIncrementalHarvesterMissesNothing(
                clock(() -> Instant.now().plus(steps.get(looks.getAndIncrement() / 10 % steps.size()))));
        assertThat(looks.get()).isGreaterThan(10 * steps.size());
    }

    private static Clock clock(InstantSource time) {
        return time.withZone(ZoneOffset.UTC);
    }

    private void anIncrementalHarvesterMissesNothing(Clock clockToUse) {
        use(clockToUse, 3);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            Random random = new Random(1);
            for (int i = 0; i < 150; i++) {
                String name = "r" + random.nextInt(12);
                if (random.nextInt(5) == 0) {
                    delete(name);
                } else {
                    save(name, "Title " + i);
                }
            }
        });
        Map<String, String> copy = new TreeMap<>();
        String from = "2000-01-01T00:00:00Z";
        boolean last;
        do {
            last = writer.isDone();
            List<String> pages = pages("ListRecords", "metadataPrefix=ivo_vor&from=" + from);
            for (String page : pages) {
                RECORD.matcher(page)
                        .results()
                        .map(r -> r.group())
                        .forEach(record -> copy.put(
                                all(IDENTIFIER, record).get(0),
                                record.contains("status=\"deleted\"")
                                        ? "deleted"
                                        : all(TITLE, record).get(0)));
            }
            from = all(DATE, pages.get(0)).get(0);
        } while (!last);
        writer.join();
        Map<String, String> store = new TreeMap<>();
        feed.read(
                new ChangeFeed.Range(ChangeFeed.Scope.MANAGED, 0, feed.head()),
                1000,
                record -> store.put(
                        record.ivoid().toString(),
                        record.status().name().equals("DELETED") ? "deleted" : record.title()));
        assertThat(copy).isNotEmpty().isEqualTo(store);
    }
}
