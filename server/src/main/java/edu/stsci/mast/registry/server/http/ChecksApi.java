package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.server.checks.Checks;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** {@code /api/checks}: what the pages at {@code /staff/checks} show, in JSON. Times are in UTC; what is not known is null. */
@Path("/api/checks")
@Produces(MediaType.APPLICATION_JSON)
public final class ChecksApi {
    private static final int WORST = 500;
    private static final int FAILING = 1000;
    private static final int RUNS = 50;

    private final Checks checks;

    /** The API of a registry. */
    public ChecksApi(Checks checks) {
        this.checks = checks;
    }

    /** The answer for all registries; ours has no name. */
    public record Overview(List<CheckReports.Registry> registries, List<RecordChecks.Run> runs) {}

    /** The answer for one registry. */
    public record Detail(
            CheckReports.Registry registry,
            List<CheckReports.Code> codes,
            List<CheckReports.Worst> worst,
            List<CheckReports.FailingLink> failingLinks) {}

    /** All registries. */
    @ApiDoor("How good the records of all registries are, and the last checks.")
    @GET
    public Overview registries() {
        return new Overview(checks.reports().registries(), checks.records().runs(RUNS));
    }

    /** One registry: {@code ours}, or its IVOID without {@code ivo://}. */
    @ApiDoor(
            value = "What was found in the records of a registry.",
            parameters = {
                @ApiDoor.Parameter(name = "registry", value = "ours, or the IVOID of a registry without ivo://."),
            })
    @GET
    @Path("{registry: .+}")
    public Detail registry(@PathParam("registry") String name) {
        Optional<Ivoid> registry = name.equals("ours") ? Optional.empty() : Ivoid.parse("ivo://" + name);
        CheckReports.Registry shown = checks.reports().registries().stream()
                .filter(r -> r.registry().equals(registry) && (name.equals("ours") || registry.isPresent()))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        return new Detail(
                shown,
                checks.reports().codes(registry),
                checks.reports().worst(registry, "", WORST),
                checks.reports().failingLinks(registry, FAILING));
    }
}
