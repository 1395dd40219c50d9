package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.server.checks.Checks;
import edu.stsci.mast.registry.server.http.LocalActions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/checks}: what schemas and rules have found in the records, for curators. Everybody may look as long as there are no accounts. */
@Path("/staff/checks")
public final class ChecksPages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
    private static final int RUNS = 10;
    private static final int WORST = 50;
    private static final int FAILING = 200;

    private final Templates templates;
    private final Checks checks;
    private final LocalActions actions;

    /**
     * The pages of a registry.
     *
     * @param actions says who may order a check
     */
    public ChecksPages(Templates templates, Checks checks, LocalActions actions) {
        this.templates = templates;
        this.checks = checks;
        this.actions = actions;
    }

    /** All registries. */
    @GET
    public Response registries(@QueryParam("told") String told, @Context HttpServletRequest request) {
        return page(
                "checks.jte",
                new ChecksPage(
                        checks.reports().registries(),
                        Optional.empty(),
                        "",
                        List.of(),
                        List.of(),
                        checks.reports().failingLinks(Optional.empty(), FAILING),
                        checks.records().runs(RUNS),
                        refusal(request),
                        "ordered".equals(told) ? "A check was ordered; it begins as soon as a server is free." : ""));
    }

    private String refusal(HttpServletRequest request) {
        return checks.enabled()
                ? actions.objection(request).orElse("")
                : "This server does not check (registry.checks.enabled).";
    }

    /** One registry: {@code ours}, or its IVOID without {@code ivo://}. */
    @GET
    @Path("{registry: .+}")
    public Response registry(@PathParam("registry") String name, @QueryParam("code") @DefaultValue("") String code) {
        Optional<Ivoid> registry = name.equals("ours") ? Optional.empty() : Ivoid.parse("ivo://" + name);
        Optional<CheckReports.Registry> shown = checks.reports().registries().stream()
                .filter(r -> r.registry().equals(registry) && (name.equals("ours") || registry.isPresent()))
                .findFirst();
        if (shown.isEmpty()) {
            throw HarvestPages.trouble(
                    templates,
                    404,
                    "No such registry",
                    "This registry has no records from " + (name.equals("ours") ? "itself" : "ivo://" + name) + ".");
        }
        return page(
                "checksRegistry.jte",
                new ChecksPage(
                        List.of(),
                        shown,
                        code,
                        checks.reports().codes(registry),
                        checks.reports().worst(registry, code, WORST),
                        checks.reports().failingLinks(registry, FAILING),
                        List.of(),
                        "",
                        ""));
    }

    /** Orders a check. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response check(@Context HttpServletRequest request) {
        if (!checks.enabled()) {
            throw HarvestPages.trouble(templates, 409, "No check was ordered", refusal(request));
        }
        actions.objectionToChange(request).ifPresent(objection -> {
            throw HarvestPages.trouble(templates, 403, "No check was ordered", objection);
        });
        checks.checkNow();
        return Response.seeOther(URI.create("/staff/checks?told=ordered")).build();
    }

    private Response page(String template, ChecksPage page) {
        return Response.ok(templates.render(template, Map.of("page", page)))
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
