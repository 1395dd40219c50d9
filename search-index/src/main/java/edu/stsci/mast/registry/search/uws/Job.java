package edu.stsci.mast.registry.search.uws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is at one moment (UWS 1.1, section 2.1.2).
 *
 * @param id 128 random bits in 32 hexadecimal digits: knowing it is the right to use the job, unless that has an owner
 * @param runId what the sender calls it
 * @param ownerId who may use it; empty when the sender was not known
 * @param sender by what its sender is told from others, for the limits only; empty when that was not known
 * @param quote when it will probably be complete; this service makes no such guesses
 * @param executionDuration how long it may run; whole seconds
 * @param destruction when it is deleted with all that belongs to it
 * @param node the process that has to do it; empty while PENDING
 * @param attempts how often it was started
 */
public record Job(
        String id,
        Optional<String> runId,
        Optional<String> ownerId,
        Optional<String> sender,
        JobPhase phase,
        Optional<Instant> quote,
        Instant creationTime,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Duration executionDuration,
        Instant destruction,
        List<JobParameter> parameters,
        List<JobResult> results,
        Optional<JobError> error,
        Optional<String> node,
        int attempts) {
    /** Keeps copies of the lists. */
    public Job {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The values of a text parameter in the order in which they were sent; its name without regard to case. */
    public List<String> values(String parameter) {
        return parameters.stream()
                .filter(p -> p.isNamed(parameter) && p.file().isEmpty())
                .map(JobParameter::value)
                .toList();
    }

    /** The result with an id. */
    public Optional<JobResult> result(String resultId) {
        return results.stream().filter(r -> r.id().equals(resultId)).findFirst();
    }

    /** When its time to run is over; empty when it does not run. */
    Optional<Instant> deadline() {
        return phase == JobPhase.EXECUTING ? startTime.map(s -> s.plus(executionDuration)) : Optional.empty();
    }

    /** Whether the given node is the one that has to go on with it, since the given attempt. */
    boolean runsAs(String someNode, int attempt) {
        return phase == JobPhase.EXECUTING && node.equals(Optional.of(someNode)) && attempts == attempt;
    }

    /** Sent to be done by a node. */
    Job queued(String someNode) {
        return with(
                        JobPhase.QUEUED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(someNode),
                        attempts)
                .withResults(List.of());
    }

    /** Stopped through no fault of its own, so that this attempt does not count. */
    Job putBack() {
        return with(JobPhase.QUEUED, Optional.empty(), Optional.empty(), Optional.empty(), node, attempts - 1)
                .withResults(List.of());
    }

    Job started(Instant now) {
        return with(JobPhase.EXECUTING, Optional.of(now), Optional.empty(), Optional.empty(), node, attempts + 1)
                .withResults(List.of());
    }

    Job ended(JobPhase end, Instant now, Optional<JobError> why) {
        return with(end, startTime, Optional.of(now), why, node, attempts);
    }

    Job lasting(Duration duration) {
        return new Job(
                id,
                runId,
                ownerId,
                sender,
                phase,
                quote,
                creationTime,
                startTime,
                endTime,
                duration,
                destruction,
                parameters,
                results,
                error,
                node,
                attempts);
    }

    Job keptUntil(Instant time) {
        return new Job(
                id,
                runId,
                ownerId,
                sender,
                phase,
                quote,
                creationTime,
                startTime,
                endTime,
                executionDuration,
                time,
                parameters,
                results,
                error,
                node,
                attempts);
    }

    Job withParameters(List<JobParameter> other) {
        return new Job(
                id,
                runId,
                ownerId,
                sender,
                phase,
                quote,
                creationTime,
                startTime,
                endTime,
                executionDuration,
                destruction,
                other,
                results,
                error,
                node,
                attempts);
    }

    Job withRunId(String other) {
        return new Job(
                id,
                Optional.of(other),
                ownerId,
                sender,
                phase,
                quote,
                creationTime,
                startTime,
                endTime,
                executionDuration,
                destruction,
                parameters,
                results,
                error,
                node,
                attempts);
    }

    Job withResults(List<JobResult> other) {
        return new Job(
                id,
                runId,
                ownerId,
                sender,
                phase,
                quote,
                creationTime,
                startTime,
                endTime,
                executionDuration,
                destruction,
                parameters,
                other,
                error,
                node,
                attempts);
    }

    Job withResult(JobResult result) {
        List<JobResult> all = new ArrayList<>(results);
        all.add(result);
        return withResults(all);
    }

    private Job with(
            JobPhase newPhase,
            Optional<Instant> start,
            Optional<Instant> end,
            Optional<JobError> why,
            Optional<String> newNode,
            int newAttempts) {
        return new Job(
                id,
                runId,
                ownerId,
                sender,
                newPhase,
                quote,
                creationTime,
                start,
                end,
                executionDuration,
                destruction,
                parameters,
                results,
                why,
                newNode,
                newAttempts);
    }
}
