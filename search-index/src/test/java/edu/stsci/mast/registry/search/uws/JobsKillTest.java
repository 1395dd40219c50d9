package edu.stsci.mast.registry.search.uws;

import static edu.stsci.mast.registry.search.uws.JobsFixture.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end as by a power cut. */
class JobsKillTest {
    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aJobOfAKilledProcessIsDoneAgain() throws Exception {
        String id = killedWhileExecuting("new");

        try (JobsFixture fixture = new JobsFixture(folder)) {
            fixture.clock.advance(
                    java.time.Duration.ofDays(-1)); // the process had the real time, and this one must not be later
            Jobs jobs = fixture.open();

            await().until(() -> jobs.get(id).phase() == JobPhase.COMPLETED);
            assertThat(jobs.get(id).attempts()).isEqualTo(2);
            assertThat(jobs.get(id).results()).extracting(JobResult::id).containsExactly("result");
        }
    }

    @Test
    void aJobThatSawTwoProcessesDieIsNotDoneAgain() throws Exception {
        String id = killedWhileExecuting("new");
        assertThat(killedWhileExecuting()).isEqualTo(id);

        try (JobsFixture fixture = new JobsFixture(folder)) {
            fixture.clock.advance(java.time.Duration.ofDays(-1));
            Jobs jobs = fixture.open();

            Job job = jobs.get(id);
            assertThat(job.phase()).isEqualTo(JobPhase.ERROR);
            assertThat(job.error().orElseThrow().message()).contains("ended 2 times");
            assertThat(job.results()).isEmpty();
            assertThat(jobs.errorFile(job)).exists();
            assertThat(folder.resolve("nodes").toFile().list()).hasSize(1);
        }
    }

    @Test
    void aLivingProcessOfAnotherKindKeepsItsJobAndIsTakenOverWhenItDies() throws Exception {
        Process process = start("new");
        String id = executing(process);
        try (JobsFixture fixture = new JobsFixture(folder)) {
            fixture.clock.advance(java.time.Duration.ofDays(-1));
            Jobs jobs = fixture.open();
            Job own = create(jobs, "write", true);
            await().until(() -> jobs.get(own.id()).phase() == JobPhase.COMPLETED);
            for (int i = 0; i < 20; i++) {
                jobs.tick();
            }
            assertThat(jobs.get(id).phase()).isEqualTo(JobPhase.EXECUTING);
            assertThat(jobs.get(id).attempts()).isEqualTo(1);

            process.destroyForcibly().waitFor();

            await().until(() -> {
                jobs.tick();
                return jobs.get(id).phase() == JobPhase.COMPLETED;
            });
        }
    }

    /** The job that a process was doing when it was killed. */
    private String killedWhileExecuting(String... arguments) throws Exception {
        Process process = start(arguments);
        String id = executing(process);
        process.destroyForcibly().waitFor();
        return id;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JobsProcess.class.getName(),
                folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static String executing(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith("executing ")) {
                return line.substring("executing ".length());
            }
        }
        throw new AssertionError("The process ended, and said: " + said);
    }
}
