package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.VosiAvailability;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /capabilities} and {@code /availability}: VOSI 1.1 of the registry as a whole. That of its TAP service is below {@code /tap}. */
@Path("/")
public final class VosiResource {
    private static final String XML = "text/xml;charset=UTF-8";

    private final Supplier<byte[]> capabilities;
    private final Supplier<Optional<String>> trouble;
    private final Instant upSince = Instant.now();

    /**
     * The resources.
     *
     * @param capabilities makes the document
     * @param trouble why the registry cannot be used now; empty when it can
     */
    public VosiResource(Supplier<byte[]> capabilities, Supplier<Optional<String>> trouble) {
        this.capabilities = capabilities;
        this.trouble = trouble;
    }

    /** What the registry can do (section 2.3). */
    @GET
    @Path("capabilities")
    @Produces(XML)
    public byte[] capabilities() {
        return capabilities.get();
    }

    /** Whether it can be used now (section 2.2). */
    @GET
    @Path("availability")
    @Produces(XML)
    public byte[] availability() {
        return VosiAvailability.document(upSince, trouble.get(), "The registry answers.");
    }
}
