package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.request.CoreAdminRequest;
import org.apache.solr.client.solrj.request.schema.SchemaRequest;

/** Puts in place what a Solr server needs for the search index, and does nothing where it is there already. */
public final class SolrSetup {
    private final SolrAccess access;
    private final Clock clock;

    /** The set-up of the Solr that the settings name. */
    public SolrSetup(SolrAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /**
     * Writes the configset's folder {@code conf}, for those who make a core by hand.
     *
     * @param folder where to; made when it is missing
     * @throws UncheckedIOException when it cannot be written
     */
    public static void writeConfigset(Path folder) {
        try {
            Configset.write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The configset cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Does what is needed.
     *
     * @param told gets a sentence for each thing that was done or found
     * @throws SearchUnavailableException with a sentence when Solr cannot be reached or used, or something has to be done by hand
     */
    public void run(Consumer<String> told) {
        if (access.isEmbedded()) {
            told.accept("Solr is within the registry and needs no set-up.");
        } else if (access.isCloud()) {
            try (CloudAdmin admin = new CloudAdmin(access)) {
                cloud(admin, told);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            standalone(told);
        }
    }

    private void cloud(CloudAdmin admin, Consumer<String> told) throws IOException {
        requireVersion(admin.version());
        String configset = upload(access, admin, told);
        String alias = access.alias();
        Optional<String> collection = admin.aliased(alias);
        if (collection.isEmpty()) {
            if (admin.hasCollection(alias)) {
                throw new SearchUnavailableException(
                        "The SolrCloud has a collection named " + alias
                                + ", which must be an alias; rename it, or choose another registry.solr.collection",
                        null);
            }
            String name = admin.newName(clock.instant());
            admin.create(name, configset);
            told.accept("Made the collection " + name + " with " + access.shards() + " shard(s) of " + access.replicas()
                    + " replica(s).");
            admin.alias(alias, name);
            told.accept("Set the alias " + alias + " to it. A running registry fills it by itself.");
        } else if (admin.configsetOf(collection.get()).equals(configset)) {
            told.accept("The alias " + alias + " stands for the collection " + collection.get()
                    + ", which has this configset.");
        } else {
            admin.useConfigset(collection.get(), configset);
            told.accept("Gave this configset to the collection " + collection.get() + " of the alias " + alias + ".");
        }
    }

    /** Uploads the configset unless it is there, and tells its name. */
    static String upload(SolrAccess access, CloudAdmin admin, Consumer<String> told) throws IOException {
        String name = Configset.name(access.collection());
        if (admin.hasConfigset(name)) {
            told.accept("The configset " + name + " is there.");
        } else {
            admin.upload(name);
            told.accept("Uploaded the configset " + name + ".");
        }
        return name;
    }

    private void requireVersion(String version) {
        if (!CloudAdmin.isNewEnough(version)) {
            throw new SearchUnavailableException(
                    "Solr (" + access + ") has version " + version + "; the registry needs 9.9 or a later one", null);
        }
    }

    private void standalone(Consumer<String> told) {
        String address = SolrStore.coreAddress(access);
        String core = address.substring(address.lastIndexOf('/') + 1);
        Duration limit = access.timeouts().update();
        // Requests for the server as a whole are without the core's name.
        try (SolrClient server = SolrStore.serverClient(access, limit);
                SolrClient client = SolrStore.coreClient(access, limit)) {
            requireVersion(CloudAdmin.attempt(access, server, "ask for the version", CloudAdmin::version));
            boolean exists =
                    CloudAdmin.attempt(access, server, "look for the core " + core, solr -> CoreAdminRequest.getStatus(
                                                    core, solr)
                                            .getCoreStatus(core))
                                    .size()
                            > 0;
            if (!exists) {
                throw new SearchUnavailableException(
                        "Solr has no core at " + address
                                + ". Write the configset with 'registry solr-setup --out DIR', take DIR to"
                                + " the Solr server and make the core there: 'solr create -c " + core + " -d DIR'",
                        null);
            }
            String schema = CloudAdmin.attempt(
                    access, client, "read the schema of the core " + core, solr -> new SchemaRequest.SchemaName()
                            .process(solr)
                            .getSchemaName());
            if (!schema.equals(IndexLayout.SCHEMA)) {
                throw new SearchUnavailableException(
                        "The core at " + address + " has the schema " + schema
                                + ", and this version of the registry needs "
                                + IndexLayout.SCHEMA
                                + ". Make another core with 'registry solr-setup --out DIR' and 'solr create -c"
                                + " NAME -d DIR', and name it in registry.solr.url",
                        null);
            }
            told.accept("The core at " + address + " has the schema " + schema + ", as it should.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
