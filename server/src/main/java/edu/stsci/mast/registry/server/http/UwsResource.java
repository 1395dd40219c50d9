package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.uws.Job;
import edu.stsci.mast.registry.search.uws.JobDraft;
import edu.stsci.mast.registry.search.uws.JobError;
import edu.stsci.mast.registry.search.uws.JobFile;
import edu.stsci.mast.registry.search.uws.JobFilter;
import edu.stsci.mast.registry.search.uws.JobParameter;
import edu.stsci.mast.registry.search.uws.JobResult;
import edu.stsci.mast.registry.search.uws.Jobs;
import edu.stsci.mast.registry.search.uws.NoSuchJobException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Jobs over HTTP: the REST binding of UWS 1.1 (section 2.2). Registered as a resource it is TAP's {@code /tap/async}; a resource at another
 * place can return it from a sub-resource locator.
 *
 * <p>A job of a known owner is shown to that one only. Where senders are not known, whoever knows a job's address may do with it what they
 * want, and there is no list in which addresses could be found: the job list is empty then.
 */
@Path("/tap/async")
public final class UwsResource {
    private static final MediaType XML = MediaType.TEXT_XML_TYPE.withCharset("utf-8");
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8");

    /** What is for UWS when a job is created, and no parameter of the job (section 2.2.3.1). */
    private static final Set<String> CONTROLS = caseless("PHASE", "RUNID", "EXECUTIONDURATION", "DESTRUCTION");

    private final Jobs jobs;
    private final String base;
    private final UwsDocuments documents;
    private final Senders senders;
    private final Function<HttpServletRequest, Optional<String>> caller;
    private final Set<String> accumulating;

    /**
     * Jobs of senders who are not known.
     *
     * @param senders tells them apart, for the limits
     * @param base the address of the job list for its users, without a slash at the end
     */
    public UwsResource(Jobs jobs, URI base, Senders senders) {
        this(jobs, base, senders, request -> Optional.empty(), Set.of("UPLOAD"));
    }

    /**
     * Jobs of senders who may be known.
     *
     * @param base the address of the job list for its users, without a slash at the end
     * @param senders tells those apart who are not known, for the limits
     * @param caller who sends a request; empty when that is not known
     * @param accumulating the names of parameters that keep the values they have when more are posted, such as TAP's UPLOAD
     */
    public UwsResource(
            Jobs jobs,
            URI base,
            Senders senders,
            Function<HttpServletRequest, Optional<String>> caller,
            Set<String> accumulating) {
        this.jobs = jobs;
        this.base = base.toString();
        this.documents = new UwsDocuments(this.base);
        this.senders = senders;
        this.caller = caller;
        this.accumulating = caseless(accumulating.toArray(String[]::new));
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

    /** The jobs of the caller (section 2.2.2.1), filtered by PHASE, AFTER and LAST. */
    @GET
    public Response list(@Context HttpServletRequest request, @Context UriInfo uri) {
        JobFilter filter = UwsArguments.filter(uri.getQueryParameters());
        return xml(documents.jobs(
                caller.apply(request).map(owner -> jobs.list(owner, filter)).orElse(List.of())));
    }

    /** Creates a job (section 2.2.3.1), and starts it when PHASE is RUN. */
    @POST
    public Response create(@Context HttpServletRequest request, InputStream body) throws IOException {
        try (JobDraft draft = jobs.draft()) {
            UwsForm form = UwsForm.read(request, body, draft, jobs.limits().upload());
            form.value("EXECUTIONDURATION").ifPresent(text -> draft.executionDuration(executionDuration(text)));
            form.value("DESTRUCTION").ifPresent(text -> draft.destruction(UwsArguments.time("DESTRUCTION", text)));
            boolean run = form.value("PHASE")
                    .map(phase -> {
                        if (!phase.equalsIgnoreCase("RUN")) {
                            throw new BadRequestException(
                                    "PHASE of a new job can be RUN, or be left out, but not '" + phase + "'.");
                        }
                        return true;
                    })
                    .orElse(false);
            fill(draft, form);
            Optional<String> owner = caller.apply(request);
            draft.sender(owner.map(name -> "owner " + name).orElseGet(() -> senders.of(request)));
            return seeJob(jobs.create(draft, owner, run).id());
        }
    }

    private static void fill(JobDraft draft, UwsForm form) {
        form.value("RUNID").ifPresent(runId -> {
            if (!UwsDocuments.isXml(runId)) {
                throw new BadRequestException("RUNID has characters that XML cannot hold.");
            }
            draft.runId(runId);
        });
        for (UwsForm.Field field : form.fields()) {
            if (!CONTROLS.contains(field.name())) {
                draft.parameter(field.name(), field.value());
            }
        }
    }

    /** A job (section 2.2.2.2); with WAIT, when its phase changes (section 2.2.1.2). */
    @GET
    @Path("{job}")
    public void job(
            @PathParam("job") String id,
            @Context HttpServletRequest request,
            @Context UriInfo uri,
            @Suspended AsyncResponse answer) {
        visible(id, request);
        jobs.awaitChange(
                        id, UwsArguments.seen(uri.getQueryParameters()), UwsArguments.waiting(uri.getQueryParameters()))
                .whenComplete((job, problem) -> {
                    if (problem == null) {
                        answer.resume(xml(documents.job(job)));
                    } else {
                        answer.resume(problem instanceof CompletionException ? problem.getCause() : problem);
                    }
                });
    }

    /** Deletes a job, for those who cannot send DELETE (section 2.2.3.2). */
    @POST
    @Path("{job}")
    public Response act(@PathParam("job") String id, @Context HttpServletRequest request, InputStream body)
            throws IOException {
        visible(id, request);
        String action = form(request, body).require("ACTION");
        if (!action.equalsIgnoreCase("DELETE")) {
            throw new BadRequestException("ACTION can be DELETE, not '" + action + "'.");
        }
        return delete(id, request);
    }

    /** Deletes a job (section 2.2.3.2). */
    @DELETE
    @Path("{job}")
    public Response delete(@PathParam("job") String id, @Context HttpServletRequest request) {
        visible(id, request);
        jobs.delete(id);
        return Response.seeOther(URI.create(base)).build();
    }

    /** The phase. */
    @GET
    @Path("{job}/phase")
    public Response phase(@PathParam("job") String id, @Context HttpServletRequest request) {
        return text(visible(id, request).phase().name());
    }

    /** Starts or aborts a job (sections 2.2.3.5 and 2.2.3.6). */
    @POST
    @Path("{job}/phase")
    public Response setPhase(@PathParam("job") String id, @Context HttpServletRequest request, InputStream body)
            throws IOException {
        visible(id, request);
        String phase = form(request, body).require("PHASE");
        switch (phase.toUpperCase(Locale.ROOT)) {
            case "RUN" -> jobs.run(id);
            case "ABORT" -> jobs.abort(id);
            default -> throw new BadRequestException("PHASE can be set to RUN or ABORT, not to '" + phase + "'.");
        }
        return seeJob(id);
    }

    /** When the job will probably be complete; empty, since that is not known (section 2.1.6). */
    @GET
    @Path("{job}/quote")
    public Response quote(@PathParam("job") String id, @Context HttpServletRequest request) {
        return text(visible(id, request).quote().map(Instant::toString).orElse(""));
    }

    /** How long the job may run, in seconds. */
    @GET
    @Path("{job}/executionduration")
    public Response executionDuration(@PathParam("job") String id, @Context HttpServletRequest request) {
        return text(Long.toString(visible(id, request).executionDuration().toSeconds()));
    }

    /** Sets how long the job may run (section 2.2.3.4). */
    @POST
    @Path("{job}/executionduration")
    public Response setExecutionDuration(
            @PathParam("job") String id, @Context HttpServletRequest request, InputStream body) throws IOException {
        visible(id, request);
        jobs.setExecutionDuration(id, executionDuration(form(request, body).require("EXECUTIONDURATION")));
        return seeJob(id);
    }

    private static long executionDuration(String text) {
        long seconds = UwsArguments.number("EXECUTIONDURATION", text);
        if (seconds < 0) {
            throw new BadRequestException(
                    "EXECUTIONDURATION must be a number of seconds, or 0 for as long as possible, not " + text + ".");
        }
        return seconds;
    }

    /** When the job will be deleted. */
    @GET
    @Path("{job}/destruction")
    public Response destruction(@PathParam("job") String id, @Context HttpServletRequest request) {
        return text(visible(id, request).destruction().toString());
    }

    /** Sets when the job will be deleted (section 2.2.3.3). */
    @POST
    @Path("{job}/destruction")
    public Response setDestruction(@PathParam("job") String id, @Context HttpServletRequest request, InputStream body)
            throws IOException {
        visible(id, request);
        jobs.setDestruction(
                id, UwsArguments.time("DESTRUCTION", form(request, body).require("DESTRUCTION")));
        return seeJob(id);
    }

    /** Whose job it is; empty when that is not known (section 2.1.8). */
    @GET
    @Path("{job}/owner")
    public Response owner(@PathParam("job") String id, @Context HttpServletRequest request) {
        return text(visible(id, request).ownerId().orElse(""));
    }

    /** What went wrong (section 2.1.7). */
    @GET
    @Path("{job}/error")
    public Response error(@PathParam("job") String id, @Context HttpServletRequest request) throws IOException {
        Job job = visible(id, request);
        JobError error = job.error()
                .orElseThrow(
                        () -> new NotFoundException("The job " + id + " has no error. It is " + job.phase() + "."));
        java.nio.file.Path file = jobs.errorFile(job);
        return file(id, request, file, error.mediaType()).build();
    }

    /** The parameters (section 2.2.2.4). */
    @GET
    @Path("{job}/parameters")
    public Response parameters(@PathParam("job") String id, @Context HttpServletRequest request) {
        return xml(documents.parameters(visible(id, request)));
    }

    /** Sets parameters of a job that was not started (section 2.1.11). */
    @POST
    @Path("{job}/parameters")
    public Response setParameters(@PathParam("job") String id, @Context HttpServletRequest request, InputStream body)
            throws IOException {
        visible(id, request);
        try (JobDraft draft = jobs.draft()) {
            UwsForm form = UwsForm.read(request, body, draft, jobs.limits().upload());
            for (String name : List.of("PHASE", "EXECUTIONDURATION", "DESTRUCTION")) {
                if (form.value(name).isPresent()) {
                    throw new BadRequestException(name + " is not a parameter of the job; post it to " + base + "/" + id
                            + "/" + name.toLowerCase(Locale.ROOT) + ".");
                }
            }
            fill(draft, form);
            jobs.setParameters(id, draft, accumulating::contains);
        }
        return seeJob(id);
    }

    /** The value of a parameter; of one that was repeated, a line for each value. */
    @GET
    @Path("{job}/parameters/{name}")
    public Response parameter(
            @PathParam("job") String id, @PathParam("name") String name, @Context HttpServletRequest request)
            throws IOException {
        Job job = visible(id, request);
        Optional<JobFile> file = job.parameters().stream()
                .filter(p -> p.isNamed(name))
                .flatMap(p -> p.file().stream())
                .findFirst();
        if (file.isPresent()) {
            // It comes from anybody: a browser must not take it for a page of ours, whatever its sender said that it
            // is.
            return file(id, request, jobs.file(job, file.get()), MediaType.APPLICATION_OCTET_STREAM)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                    .build();
        }
        if (job.parameters().stream().noneMatch(p -> p.isNamed(name))) {
            throw new NotFoundException("The job " + id + " has no parameter " + name + ". It has "
                    + job.parameters().stream()
                            .map(JobParameter::name)
                            .distinct()
                            .toList() + ".");
        }
        return text(String.join("\n", job.values(name)));
    }

    /** The results (section 2.2.2.3). */
    @GET
    @Path("{job}/results")
    public Response results(@PathParam("job") String id, @Context HttpServletRequest request) {
        return xml(documents.results(visible(id, request)));
    }

    /** A result. */
    @GET
    @Path("{job}/results/{result}")
    public Response result(
            @PathParam("job") String id, @PathParam("result") String resultId, @Context HttpServletRequest request)
            throws IOException {
        Job job = visible(id, request);
        JobResult result = job.result(resultId)
                .orElseThrow(() -> new NotFoundException("The job " + id + " has no result " + resultId + ". It is "
                        + job.phase() + " and has "
                        + job.results().stream().map(JobResult::id).toList() + "."));
        return file(id, request, jobs.file(job, result), result.mediaType()).build();
    }

    private Response.ResponseBuilder file(
            String id, HttpServletRequest request, java.nio.file.Path file, String mediaType) throws IOException {
        try {
            boolean head = request.getMethod().equals(HttpMethod.HEAD);
            long size = Files.size(file);
            // A file that is open can be read to its end, even when its job is deleted in the meantime.
            return Response.ok(head ? new byte[0] : Files.newInputStream(file))
                    .header(HttpHeaders.CONTENT_TYPE, mediaType)
                    .header(HttpHeaders.CONTENT_LENGTH, size)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache");
        } catch (NoSuchFileException e) {
            jobs.get(id); // says so when the job is gone
            throw e;
        }
    }

    /** A job that the caller may see; section 3: 403 for that of another. */
    private Job visible(String id, HttpServletRequest request) throws NoSuchJobException {
        Job job = jobs.get(id);
        if (job.ownerId().isPresent() && !job.ownerId().equals(caller.apply(request))) {
            throw new ForbiddenException("The job " + id + " belongs to somebody else; log in as its owner.");
        }
        return job;
    }

    /** A form without files. */
    private UwsForm form(HttpServletRequest request, InputStream body) throws IOException {
        try (JobDraft draft = jobs.draft()) {
            return UwsForm.read(request, body, draft, jobs.limits().upload());
        }
    }

    private Response seeJob(String id) {
        return Response.seeOther(URI.create(base + "/" + id)).build();
    }

    private static Response xml(byte[] document) {
        return Response.ok(document)
                .type(XML)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private static Response text(String text) {
        return Response.ok(text)
                .type(TEXT)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
