package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesHealthTest {
    @TempDir
    Path folder;

    @Test
    void followsTheRuns() throws Exception {
        try (HarvestFixture registry = new HarvestFixture(folder)) {
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.NEW);

            registry.server.onFirstPage(ScriptedServer.xml(Xml.error(HarvestFixture.NOW, "badArgument")));
            Instant firstFailure = registry.clock.instant();
            registry.harvest();
            registry.clock.advance(Duration.ofHours(1));
            registry.harvest();
            SourceHealth never = health(registry);
            assertThat(never.status()).isEqualTo(SourceHealth.Status.NEVER_SUCCEEDED);
            assertThat(never.since()).contains(firstFailure);
            assertThat(never.failures()).isEqualTo(2);
            assertThat(never.lastSuccess()).isEmpty();

            registry.server.onFirstPage(
                    ScriptedServer.xml(Xml.page(HarvestFixture.NOW, null, Xml.item("ivo://x.org/a", "A"))));
            registry.clock.advance(Duration.ofHours(1));
            Instant success = registry.clock.instant();
            registry.harvest();
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.OK);
            assertThat(health(registry).lastSuccess()).contains(success);
            assertThat(health(registry).failures()).isZero();

            registry.server.onFirstPage(ScriptedServer.xml(Xml.error(HarvestFixture.NOW, "badVerb")));
            registry.clock.advance(Duration.ofHours(1));
            registry.harvest();
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.FAILING);
            assertThat(health(registry).since()).contains(registry.clock.instant());
            assertThat(health(registry).lastSuccess()).contains(success);
        }
    }

    @Test
    void aSourceThatIsNotHarvestedIsOverdueUnlessPaused() throws Exception {
        try (HarvestFixture registry = new HarvestFixture(folder)) {
            registry.server.onFirstPage(
                    ScriptedServer.xml(Xml.page(HarvestFixture.NOW, null, Xml.item("ivo://x.org/a", "A"))));
            registry.harvest();
            Instant started = registry.clock.instant();

            registry.clock.advance(Duration.ofHours(47));
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.OK);
            registry.clock.advance(Duration.ofHours(2));
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.OVERDUE);
            assertThat(health(registry).since()).contains(started.plus(Duration.ofDays(2)));

            registry.sources.setSchedule(registry.source.id(), Schedule.parse("0 0 0 * * ?"));
            assertThat(health(registry).since()).contains(Instant.parse("2024-05-03T00:00:00Z"));
            registry.sources.setEnabled(registry.source.id(), false);
            assertThat(health(registry).status()).isEqualTo(SourceHealth.Status.OK);
        }
    }

    @Test
    void aRunAsksForNoMorePagesThanItMay() throws Exception {
        try (HarvestFixture registry = new HarvestFixture(folder)) {
            registry.sources.setPageLimit(registry.source.id(), 2);
            registry.server
                    .onFirstPage(ScriptedServer.xml(Xml.page(HarvestFixture.NOW, "2", Xml.item("ivo://x.org/a", "A"))))
                    .onPage("2", ScriptedServer.xml(Xml.page(HarvestFixture.NOW, "3", Xml.item("ivo://x.org/b", "B"))))
                    .onPage(
                            "3",
                            ScriptedServer.xml(Xml.page(HarvestFixture.NOW, null, Xml.item("ivo://x.org/c", "C"))));

            HarvestReport first = registry.harvest();
            assertThat(first.state()).isEqualTo(HarvestReport.State.FAILED);
            assertThat(first.failure()).contains("more than the 2 pages that one run may ask for");
            assertThat(registry.stored()).containsExactly("a", "b");

            HarvestReport second = registry.harvest();
            assertThat(second.state()).isEqualTo(HarvestReport.State.COMPLETE);
            assertThat(second.pages()).as("it goes on where the first was").isEqualTo(1);
            assertThat(registry.stored()).containsExactly("a", "b", "c");
        }
    }

    private static SourceHealth health(HarvestFixture registry) {
        return new SourcesHealth(registry.database.dataSource(), registry.clock)
                .of(registry.sources.list())
                .get(registry.source.id());
    }
}
