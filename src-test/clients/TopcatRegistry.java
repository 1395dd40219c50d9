import java.net.URL;
import java.util.Arrays;
import uk.ac.starlink.vo.Capability;
import uk.ac.starlink.vo.RegResource;
import uk.ac.starlink.vo.RegistryProtocol;
import uk.ac.starlink.vo.RegistryQuery;
import uk.ac.starlink.vo.ResourceField;

/**
 * Asks a registry as TOPCAT's windows do, with the classes that it shares with STILTS, and prints what came, a line for each resource. Run by
 * stilts_clients.py as a source file; it is no part of the build.
 */
public final class TopcatRegistry {
    public static void main(String[] arguments) throws Exception {
        URL base = new URL(arguments[0]);
        ResourceField[] everywhere = {
            ResourceField.SHORTNAME,
            ResourceField.TITLE,
            ResourceField.SUBJECTS,
            ResourceField.ID,
            ResourceField.PUBLISHER,
            ResourceField.DESCRIPTION
        };
        Capability[] capabilities = {Capability.CONE, Capability.SIA, Capability.SSA, Capability.TAP};
        for (Capability capability : capabilities) {
            print("any", capability, RegistryProtocol.REGTAP.createKeywordQuery(
                    new String[] {"space", "spectr"}, everywhere, true, capability, base));
            print("both", capability, RegistryProtocol.REGTAP.createKeywordQuery(
                    new String[] {"hubble", "archive"}, everywhere, false, capability, base));
        }
        print("ids", Capability.CONE, RegistryProtocol.REGTAP.createIdListQuery(
                new String[] {"ivo://archive.stsci.edu/hst", "ivo://archive.stsci.edu/fuse"}, Capability.CONE, base));
        for (String url : RegistryProtocol.REGTAP.discoverRegistryUrls(base.toString())) {
            System.out.println("registry " + url);
        }
    }

    private static void print(String what, Capability capability, RegistryQuery query) throws Exception {
        for (RegResource resource : query.getQueryResources()) {
            System.out.println(String.join(
                    "\t",
                    what + " " + capability.getStandardIds()[0].replaceAll(".*/", "").toUpperCase(),
                    resource.getIdentifier(),
                    resource.getShortName(),
                    resource.getPublisher(),
                    resource.getContact(),
                    Arrays.toString(resource.getSubjects()),
                    resource.getCapabilities()[0].getAccessUrl()));
        }
    }
}
