package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.checks.Checks;
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
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/checks}: what schemas and rules have found in the records, for those who look after them. */
@Path("/staff/checks")
@Requires(Right.READ)
public final class ChecksPages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
    private static final String NOT_HERE = "This server does not check (registry.checks.enabled).";
    private static final int RUNS = 10;
    private static final int WORST = 50;
    private static final int FAILING = 200;

    private final Templates templates;
    private final Checks checks;

    /** The pages of a registry. */
    public ChecksPages(Templates templates, Checks checks) {
        this.templates = templates;
        this.checks = checks;
    }

    /** All registries. */
    @GET
    public Response registries(@QueryParam("told") String told, @Context SecurityContext security) {
        return page(
                security,
                "checks.jte",
                new ChecksPage(
                        checks.reports().registries(),
                        Optional.empty(),
                        "",
                        List.of(),
                        List.of(),
                        checks.reports().failingLinks(Optional.empty(), FAILING),
                        checks.records().runs(RUNS),
                        refusal(security),
                        "ordered".equals(told) ? "A check was ordered; it begins as soon as a server is free." : ""));
    }

    private String refusal(SecurityContext security) {
        if (!checks.enabled()) {
            return NOT_HERE;
        }
        return Visit.of(security).actor().may(Right.EDIT) ? "" : "Editors can order a check.";
    }

    /** One registry: {@code ours}, or its IVOID without {@code ivo://}. */
    @GET
    @Path("{registry: .+}")
    public Response registry(
            @PathParam("registry") String name,
            @QueryParam("code") @DefaultValue("") String code,
            @Context SecurityContext security) {
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
                security,
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
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response check(@Context SecurityContext security) {
        if (!checks.enabled()) {
            throw HarvestPages.trouble(templates, 409, "No check was ordered", NOT_HERE);
        }
        checks.checkNow();
        return Response.seeOther(URI.create("/staff/checks?told=ordered")).build();
    }

    private Response page(SecurityContext security, String template, ChecksPage page) {
        return Response.ok(templates.render(template, Map.of("page", page, "visit", Visit.of(security))))
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
