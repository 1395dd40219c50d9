package edu.stsci.mast.registry.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class PageWriterTest {
    private static final int RECORDS = 2_030;
    private static final int PAGE_SIZE = 50;
    private static final Corpus CORPUS = new Corpus(11, RECORDS);

    @TempDir
    static Path directory;

    private static List<Page> pages;

    @BeforeAll
    static void writeCorpus() throws IOException {
        CORPUS.writeTo(directory, PAGE_SIZE, written -> {});
        pages = IntStream.rangeClosed(1, 41)
                .mapToObj(page -> Page.read(directory.resolve(String.format("page-%05d.xml", page))))
                .toList();
    }

    @Test
    void thePagesTogetherListEachRecordOnceInOrder() {
        List<String> listed = pages.stream()
                .flatMap(page -> page.texts("identifier").stream())
                .toList();

        assertThat(pages).allSatisfy(page -> assertThat(page.records()).hasSizeBetween(30, PAGE_SIZE));
        assertThat(listed)
                .isEqualTo(IntStream.range(0, RECORDS).mapToObj(CORPUS::ivoid).toList());
    }

    @Test
    void eachPageButTheLastNamesTheNextOne() {
        for (int i = 0; i < pages.size(); i++) {
            Element token = pages.get(i).elements("resumptionToken").get(0);
            assertThat(token.getAttribute("completeListSize")).isEqualTo("2030");
            assertThat(token.getAttribute("cursor")).isEqualTo(Integer.toString(i * PAGE_SIZE));
            if (i < pages.size() - 1) {
                assertThat(token.getTextContent()).isNotEmpty();
                assertThat(pages.get(i + 1).elements("request").get(0).getAttribute("resumptionToken"))
                        .isEqualTo(token.getTextContent());
            } else {
                assertThat(token.getTextContent()).isEmpty();
            }
        }
    }

    @Test
    void aSinglePageHasNoToken(@TempDir Path single) throws IOException {
        new Corpus(11, 20).writeTo(single, 20, written -> {});

        Page page = Page.read(single.resolve("page-00001.xml"));

        assertThat(page.records()).hasSize(20);
        assertThat(page.elements("resumptionToken")).isEmpty();
        assertThat(page.elements("request").get(0).getAttribute("metadataPrefix"))
                .isEqualTo("ivo_vor");
    }

    @Test
    void theRootElementHasNoPrefix() {
        assertThat(pages).allSatisfy(page -> assertThat(page.text())
                .contains("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\""));
    }

    @Test
    void deletedRecordsHaveAHeaderOnly() {
        List<Element> records =
                pages.stream().flatMap(page -> page.records().stream()).toList();

        for (int i = 0; i < RECORDS; i++) {
            Element header = (Element) records.get(i).getFirstChild();
            assertThat(header.getAttribute("status")).isEqualTo(CORPUS.isDeleted(i) ? "deleted" : "");
            assertThat(header.getNextSibling() == null).isEqualTo(CORPUS.isDeleted(i));
            assertThat(CORPUS.record(i).isEmpty()).isEqualTo(CORPUS.isDeleted(i));
        }
        assertThat(IntStream.range(0, RECORDS).filter(CORPUS::isDeleted)).isNotEmpty();
    }

    @Test
    void aRecordByItselfMeansTheSameAsInItsPage() {
        for (int page = 0; page < pages.size(); page++) {
            boolean canonical = Dialect.ofPage(page + 1) == Dialect.CANONICAL;
            int index = page * PAGE_SIZE;
            for (Element record : pages.get(page).records()) {
                String alone = CORPUS.record(index++);
                if (!alone.isEmpty()) {
                    Element inPage = Page.onlyChild((Element) record.getLastChild());
                    assertThat(Page.meaning(inPage))
                            .isEqualTo(Page.meaning(Page.parse(alone).getDocumentElement()));
                    assertThat(pages.get(page).text().contains(alone)).isEqualTo(canonical);
                }
            }
        }
    }

    @Test
    void pagesWithoutFlawsAreValidResponses() {
        List<Page> flawless = IntStream.range(0, pages.size())
                .filter(page -> IntStream.range(page * PAGE_SIZE, Math.min(RECORDS, (page + 1) * PAGE_SIZE))
                        .noneMatch(CORPUS::breaksSchema))
                .mapToObj(pages::get)
                .toList();

        assertThat(flawless).hasSizeGreaterThan(10);
        assertThat(flawless).allSatisfy(page -> assertThat(OfficialSchemas.problem(page.text()))
                .isEmpty());
    }

    @Test
    void oneTenthOfThePagesIsInUnusualDialects() {
        List<Dialect> dialects =
                IntStream.rangeClosed(1, 100).mapToObj(Dialect::ofPage).toList();

        assertThat(dialects.stream().filter(dialect -> dialect != Dialect.CANONICAL))
                .hasSize(10);
        assertThat(new HashSet<>(dialects)).isEqualTo(Set.of(Dialect.values()));
    }

    @ParameterizedTest
    @EnumSource
    void respellingKeepsTheMeaning(Dialect dialect) {
        for (int index = 0; index < 300; index++) {
            String record = CORPUS.record(index);
            if (!record.isEmpty()) {
                String metadata = "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"" + dialect.rootDeclarations()
                        + "><metadata" + dialect.metadataDeclarations() + ">" + dialect.respell(record)
                        + "</metadata></OAI-PMH>";
                Element resource =
                        Page.onlyChild(Page.onlyChild(Page.parse(metadata).getDocumentElement()));
                assertThat(Page.meaning(resource))
                        .isEqualTo(Page.meaning(Page.parse(record).getDocumentElement()));
                assertThat(dialect.respell(record).equals(record)).isEqualTo(dialect == Dialect.CANONICAL);
            }
        }
    }
}
