package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.search.SolrSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "solr-setup",
        description =
                "Puts in place what the Solr that the settings name needs: in a SolrCloud the configset, a collection and its alias;"
                        + " of a standalone Solr it checks the core, which is made from the folder that --out writes. What is there already is left.")
final class SolrSetupCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Only writes the configset to DIR/conf, for 'solr create -c CORE -d DIR' on a standalone Solr.")
    private Path out;

    @Override
    public Integer call() {
        if (out != null) {
            SolrSetup.writeConfigset(out);
            System.out.println("Wrote the configset to " + out.resolve("conf") + ".");
        } else {
            new SolrSetup(common.settings().solr(), Clock.systemUTC()).run(System.out::println);
        }
        return 0;
    }
}
