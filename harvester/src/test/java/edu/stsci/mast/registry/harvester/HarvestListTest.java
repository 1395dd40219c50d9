package edu.stsci.mast.registry.harvester;

import static edu.stsci.mast.registry.harvester.HarvestFixture.NOW;
import static edu.stsci.mast.registry.harvester.ScriptedServer.status;
import static edu.stsci.mast.registry.harvester.ScriptedServer.xml;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists of records from run to run: from when on, to which page, and whether all came. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HarvestListTest {
    private static final String LATER = "2024-05-02T12:00:00Z";
    private static final String A = Xml.item("ivo://x.org/a", "A");
    private static final String B = Xml.item("ivo://x.org/b", "B");
    private static final String C = Xml.item("ivo://x.org/c", "C");
    private static final String D = Xml.item("ivo://x.org/d", "D");

    @TempDir
    Path folder;

    private HarvestFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new HarvestFixture(folder);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    // Going on

    @Test
    void aFirstHarvestIsFullAndRunsAreNumberedFromOne() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));

        HarvestReport first = fixture.harvest();
        HarvestReport second = fixture.harvest();

        assertThat(first.run()).isEqualTo(1);
        assertThat(first.full()).isTrue();
        assertThat(second.run()).isEqualTo(2);
        assertThat(second.full()).isFalse();
    }

    @Test
    void goesOnBehindTheLastPageThatIsStored() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", xml(Xml.page(NOW, "t2 +&amp;=%/", B)));
        fixture.server.onPage("t2 +&=%/", xml(Xml.page(LATER, null, C, Xml.tombstone("ivo://x.org/gone"))));
        HarvestReport stopped = fixture.harvestUpTo("t2%20%2B%26%3D%25%2F");
        fixture.server.forgetRequests();
        fixture.clock.set("2024-05-02T11:00:00Z");

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.resumed()).contains(stopped.run());
        assertThat(report.full()).isTrue();
        assertThat(report.pages()).isEqualTo(1);
        assertThat(report.created()).isEqualTo(2);
        assertThat(report.delivered()).isEqualTo(4);
        assertThat(fixture.server.listRequests()).hasSize(1).first().asString().endsWith("resumptionToken=t2 +&=%/");
        assertThat(fixture.stored()).containsExactly("a", "b", "c", "gone");
        assertThat(fixture.present().nextFrom())
                .as("the date of the first page")
                .contains(Instant.parse(NOW));
        assertThat(fixture.runs.get(report.run())).contains(report);

        fixture.server.forgetRequests();
        fixture.server.onFirstPage(xml(Xml.error(LATER, "noRecordsMatch")));
        assertThat(fixture.harvest().resumed()).isEmpty();
        assertThat(fixture.server.listRequests()).singleElement().asString().contains("from=" + NOW);
    }

    @Test
    void goesOnWithChangesSinceTheSameTime() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));
        fixture.harvest();
        fixture.clock.set(LATER);
        fixture.server.onFirstPage(xml(Xml.page(LATER, "t1", B)));
        fixture.server.onPage("t1", xml(Xml.page(LATER, null, C)));
        fixture.harvestUpTo("t1");

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.resumed()).isPresent();
        assertThat(report.full()).isFalse();
        assertThat(report.from()).contains(Instant.parse(NOW));
        assertThat(fixture.present().nextFrom()).contains(Instant.parse(LATER));
    }

    @Test
    void aFullHarvestDoesNotGoOnWithAListOfChanges() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));
        fixture.harvest();
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", B)));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, C)));
        fixture.harvestUpTo("t1");

        HarvestReport report = fixture.harvest(true);

        complete(report);
        assertThat(report.resumed()).isEmpty();
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(fixture.stored()).containsExactly("a", "b", "c");
    }

    @Test
    void anOldListIsAskedForAnew() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, B)));
        fixture.harvestUpTo("t1");
        fixture.clock.advance(Duration.ofHours(37));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.resumed()).isEmpty();
        assertThat(report.unchanged()).isEqualTo(1);
    }

    @Test
    void theNextDaysRunStillGoesOn() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, B)));
        fixture.harvestUpTo("t1");
        fixture.clock.advance(Duration.ofHours(25));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.resumed()).isPresent();
        assertThat(report.unchanged()).isZero();
    }

    @Test
    void aTokenThatHasExpiredMeansTheWholeListAgain() throws Exception {
        ScriptedServer.Reply[] refusals = {
            xml(Xml.error(LATER, "badResumptionToken")),
            xml(Xml.error(LATER, "noRecordsMatch")),
            status("410 Gone"),
            xml("<html/>")
        };
        for (ScriptedServer.Reply refusal : refusals) {
            fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
            fixture.server.onPage("t1", refusal);
            fixture.harvestUpTo("t1");
            fixture.server.onFirstPage(xml(Xml.page(NOW, "t2", A)));
            fixture.server.onPage("t2", xml(Xml.page(NOW, null, B)));

            HarvestReport report = fixture.harvest(true);

            complete(report);
            assertThat(report.problems())
                    .singleElement()
                    .asString()
                    .startsWith("The list is asked for from its beginning, since it cannot be continued at page 2: ");
            assertThat(report.delivered()).isEqualTo(2);
            assertThat(fixture.stored()).containsExactly("a", "b");
            fixture.close();
            Path next = folder.resolve("next" + fixture.hashCode());
            fixture = new HarvestFixture(next);
        }
    }

    @Test
    void aTokenThatIsRefusedInTheMiddleMeansTheWholeListAgainOnce() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)), xml(Xml.page(NOW, "t2", A, B)));
        fixture.server.onPage("t1", xml(Xml.error(NOW, "badResumptionToken")));
        fixture.server.onPage("t2", xml(Xml.page(NOW, null, C)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("cannot be continued at page 2", "badResumptionToken");
        assertThat(fixture.stored()).containsExactly("a", "b", "c");
        assertThat(report.delivered()).isEqualTo(3);
    }

    @Test
    void aTokenThatIsRefusedAgainAndAgain() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", xml(Xml.error(NOW, "badResumptionToken")));

        HarvestReport report = fixture.harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).contains("badResumptionToken", "page 2 of the list");
        assertThat(fixture.server.listRequests()).hasSize(4);
        assertThat(fixture.stored()).containsExactly("a");
        assertThat(fixture.present().nextFrom()).isEmpty();
        assertThat(fixture.harvest().resumed())
                .as("a refused token is not tried again")
                .isEmpty();
    }

    // The end

    @Test
    void aTokenThatStaysTheSameIsFollowedWhileThereIsNews() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "session", A)));
        fixture.server.onPage(
                "session",
                xml(Xml.page(NOW, "session", B)),
                xml(Xml.page(NOW, "session", C)),
                xml(Xml.page(NOW, "", D)));

        complete(fixture.harvest());

        assertThat(fixture.stored()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aTokenThatTheServerForgotToEscape() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "offset=1&set=a&amp;b", A)));
        fixture.server.onPage("offset=1&set=a&b", xml(Xml.page(NOW, null, B)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("Page 1 is not well-formed XML");
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void newTokensWithoutNewsHaveAnEndToo() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t0", A)));
        ScriptedServer.Reply[] pages = new ScriptedServer.Reply[100];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = xml(Xml.page(NOW, "t" + (i + 1), A));
        }
        fixture.server.onPage("t", pages);

        HarvestReport report = fixture.harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).contains("50 pages one after the other", "would never end");
        assertThat(fixture.stored()).containsExactly("a");
    }

    @Test
    void anEmptyTokenOrPageEndsTheList() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", xml(Xml.page(NOW, " \n ", B)));
        complete(fixture.harvest());

        fixture.server.onPage("t1", xml(Xml.error(NOW, "noRecordsMatch")));
        complete(fixture.harvest(true));

        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void recordsThatAreListedTwiceAndOthersThatAreLeftOut() throws Exception {
        fixture.server.onFirstPage(xml(Xml.response(
                NOW,
                "<ListRecords>" + A + B + "<resumptionToken completeListSize='5'>t1</resumptionToken></ListRecords>")));
        fixture.server.onPage("t1", xml(Xml.page(NOW, "t2", B, C)));
        fixture.server.onPage("t2", xml(Xml.page(NOW, null, A)));
        fixture.harvestUpTo("t2");

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.announced()).contains(5L);
        assertThat(report.delivered()).isEqualTo(3);
        assertThat(report.problems())
                .as("also what an earlier run has stored counts")
                .anySatisfy(line ->
                        assertThat(line).contains("names records more than once", "ivo://x.org/a on page 1 and page 3"))
                .anySatisfy(line -> assertThat(line).contains("announced 5 records", "only 3 different ones"))
                .hasSize(2);
    }

    // Since when

    @Test
    void aClockThatIsADayAhead() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(LATER, null, A)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("clock says " + LATER, "ours says " + NOW, "since 2024-04-30T12:00:00Z");
        assertThat(fixture.present().nextFrom()).contains(Instant.parse("2024-04-30T12:00:00Z"));
    }

    @Test
    void aClockThatIsADayBehind() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page("2024-04-30T12:00:00Z", null, A)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("clock says 2024-04-30T12:00:00Z");
        assertThat(fixture.present().nextFrom()).contains(Instant.parse("2024-04-29T12:00:00Z"));
    }

    @Test
    void ourOwnClockThatWasAheadDoesNotLeaveAnythingOut() throws Exception {
        fixture.clock.set(LATER);
        fixture.server.onFirstPage(xml(Xml.page(LATER, null, A)));
        fixture.harvest();
        fixture.clock.set(NOW);

        HarvestReport report = fixture.harvest();

        assertThat(report.from()).contains(Instant.parse(NOW));
    }

    @Test
    void aFirstAnswerWithoutADate() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page("yesterday", null, A)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("has no date");
        assertThat(fixture.present().nextFrom()).isEmpty();
    }

    @Test
    void aServerThatTakesNoSeconds() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));
        fixture.harvest();
        fixture.server.onFirstPage(xml(Xml.error(NOW, "badArgument")));
        fixture.server.on("&from=2024-05-01", xml(Xml.page(NOW, null, B.replace("2024-01-01", "2024-05-01"))));
        fixture.server.on("&from=" + NOW, xml(Xml.error(NOW, "badArgument")));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("in seconds", "changes since a day");
        assertThat(report.full()).isFalse();
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void aServerThatTakesNoTimesAtAll() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));
        fixture.harvest();
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, B)));
        fixture.server.on("&from=", xml(Xml.error(NOW, "badArgument")));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("asked for everything");
        assertThat(report.full()).isTrue();
        assertThat(report.from()).isEmpty();
        assertThat(report.unchanged()).isEqualTo(1);
    }

    @Test
    void aServerThatAlwaysGivesEverythingMakesNoVersions() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, B, C)));
        fixture.harvest();
        String changed = B.replace("2024-01-01T00:00:00Z", NOW).replace(">B<", ">B, revised<");
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, changed, C)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.problems()).singleElement().asString().contains("2 of 3 records", "does not heed 'from'");
        assertThat(fixture.masterCopy.history(Ivoid.of("ivo://x.org/a"))).hasSize(1);
        assertThat(fixture.masterCopy.history(Ivoid.of("ivo://x.org/b"))).hasSize(2);
    }

    @Test
    void recordsWithoutDatestamps() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A.replaceAll("<datestamp>.*</datestamp>", ""), B)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems()).singleElement().asString().contains("1 of 2 records have no readable datestamp");
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void aRecordThatGoesBackIsTakenAsItIs() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A.replace("updated=\"2020", "updated=\"2022"), B)));
        fixture.harvest();
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A.replace("2024-01-01", "2024-05-01"))));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("ivo://x.org/a: its 'updated' went back from 2022-01-01T00:00:00Z to 2020-01-01T00:00:00Z");
        StoredRecord record = fixture.masterCopy.find(Ivoid.of("ivo://x.org/a")).orElseThrow();
        assertThat(record.updated()).contains(Instant.parse("2020-01-01T00:00:00Z"));
    }

    @Test
    void aDeletionAndAReturn() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A)));
        fixture.harvest();
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, Xml.tombstone("ivo://x.org/a"))));
        assertThat(fixture.harvest().deleted()).isEqualTo(1);
        assertThat(fixture.masterCopy
                        .find(Ivoid.of("ivo://x.org/a"))
                        .orElseThrow()
                        .status())
                .isEqualTo(RecordStatus.DELETED);
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A.replace("2024-01-01", "2024-05-01"))));

        assertThat(fixture.harvest().changed()).isEqualTo(1);
        assertThat(fixture.masterCopy
                        .find(Ivoid.of("ivo://x.org/a"))
                        .orElseThrow()
                        .status())
                .isEqualTo(RecordStatus.ACTIVE);
    }

    @Test
    void theQuarantineOfAFullHarvestInTwoRunsStays() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A, Xml.item("bad", "Bad"))));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, B)));
        fixture.harvestUpTo("t1");

        complete(fixture.harvest());

        assertThat(fixture.quarantined()).containsExactly("bad");
    }

    private static void complete(HarvestReport report) {
        assertThat(report.failure()).isEmpty();
        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
    }
}
