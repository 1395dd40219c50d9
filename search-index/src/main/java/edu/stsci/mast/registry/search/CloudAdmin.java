package edu.stsci.mast.registry.search;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.request.CollectionAdminRequest;
import org.apache.solr.client.solrj.request.ConfigSetAdminRequest;
import org.apache.solr.client.solrj.request.GenericSolrRequest;
import org.apache.solr.client.solrj.response.CollectionAdminResponse;
import org.apache.solr.common.SolrException;
import org.apache.solr.common.util.ContentStreamBase;
import org.apache.solr.common.util.NamedList;

/**
 * What is done to a SolrCloud as a whole: configsets, collections, aliases. All methods throw a {@link SearchUnavailableException} with a
 * sentence when it does not do as it is told.
 */
final class CloudAdmin implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The first with Lucene 9.12, which solrconfig.xml asks for, is 9.9. */
    private static final int OLDEST_MAJOR = 9;

    private static final int OLDEST_MINOR = 9;

    private final SolrAccess access;
    private final CloudClient client;

    /** Sends nothing yet. */
    CloudAdmin(SolrAccess access) {
        this.access = access;
        this.client = new CloudClient(access, null, access.timeouts().update());
    }

    /** A request, and what is taken from its answer. */
    interface Work<T> {
        T run(SolrClient client) throws SolrServerException, IOException;
    }

    /** Does something, and makes sentences of failures. */
    static <T> T attempt(SolrAccess access, SolrClient client, String what, Work<T> work) {
        try {
            return work.run(client);
        } catch (SolrServerException | IOException | SolrException e) {
            throw new SearchUnavailableException(sentence(access, what, e), e);
        }
    }

    private static String sentence(SolrAccess access, String what, Exception e) {
        if (e instanceof SolrException refusal && (refusal.code() == 401 || refusal.code() == 403)) {
            return "Solr (" + access + ") does not let us " + what
                    + (access.user().isEmpty()
                            ? ": it wants a user and a password (registry.solr.user, registry.solr.password)"
                            : ": the user " + access.user() + " has not the right to, or the password is wrong");
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return "Could not " + what + " in Solr (" + access + "): " + reason;
    }

    private <T> T attempt(String what, Work<T> work) {
        return attempt(access, client, what, work);
    }

    /** The version of Solr, such as 9.10.1. */
    String version() {
        return attempt("ask for the version", CloudAdmin::version);
    }

    /** The version of a Solr. */
    static String version(SolrClient client) throws SolrServerException, IOException {
        GenericSolrRequest request = new GenericSolrRequest(SolrRequest.METHOD.GET, "/admin/info/system");
        request.setRequiresCollection(false);
        Object lucene = request.process(client).getResponse().get("lucene");
        return lucene instanceof NamedList<?> versions ? String.valueOf(versions.get("solr-spec-version")) : "unknown";
    }

    boolean hasConfigset(String name) {
        return attempt(
                        "list the configsets",
                        solr -> new ConfigSetAdminRequest.List().process(solr).getConfigSets())
                .contains(name);
    }

    /** Uploads this program's configset. */
    void upload(String name) {
        attempt("upload the configset " + name, solr -> {
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            Configset.zip(zip);
            return new ConfigSetAdminRequest.Upload()
                    .setConfigSetName(name)
                    .setOverwrite(true)
                    .setUploadStream(
                            new ContentStreamBase.ByteArrayStream(zip.toByteArray(), "configset", "application/zip"))
                    .process(solr);
        });
    }

    /** The collection that an alias stands for. */
    Optional<String> aliased(String alias) {
        return Optional.ofNullable(attempt("list the aliases", solr -> new CollectionAdminRequest.ListAliases()
                        .process(solr)
                        .getAliases())
                .get(alias));
    }

    /** The collections that were made for this program's layout, the oldest first. */
    List<String> collections() {
        return attempt("list the collections", CollectionAdminRequest::listCollections).stream()
                .filter(name -> name.matches(Pattern.quote(access.alias()) + "-\\d{8}t\\d{6}"))
                .sorted()
                .toList();
    }

    /** Whether there is a collection, not an alias, of this name. */
    boolean hasCollection(String name) {
        return attempt("list the collections", CollectionAdminRequest::listCollections)
                .contains(name);
    }

    /** The name of a new collection. */
    String newName(Instant now) {
        return access.alias() + "-" + TIME.format(now);
    }

    /** Makes a collection. */
    void create(String collection, String configset) {
        succeed(
                "make the collection " + collection,
                CollectionAdminRequest.createCollection(collection, configset, access.shards(), access.replicas()));
    }

    /** The configset that a collection has. */
    String configsetOf(String collection) {
        return attempt("look at the collection " + collection, solr -> client.configsetOf(collection));
    }

    /** Gives a collection another configset, of the same layout; Solr loads it anew. */
    void useConfigset(String collection, String configset) {
        succeed(
                "change the configset of the collection " + collection,
                CollectionAdminRequest.modifyCollection(collection, Map.of("collection.configName", configset)));
    }

    /** Lets an alias stand for a collection, from one moment to the next. */
    void alias(String alias, String collection) {
        succeed("set the alias " + alias, CollectionAdminRequest.createAlias(alias, collection));
    }

    void delete(String collection) {
        succeed("remove the collection " + collection, CollectionAdminRequest.deleteCollection(collection));
    }

    private void succeed(String what, CollectionAdminRequest<CollectionAdminResponse> request) {
        CollectionAdminResponse response = attempt(what, request::process);
        if (response.getErrorMessages() != null) { // parts of it failed
            throw new SearchUnavailableException(
                    "Could not " + what + " in Solr (" + access + "): " + response.getErrorMessages(), null);
        }
    }

    /** Whether a version of Solr is new enough for the configset. */
    static boolean isNewEnough(String version) {
        Matcher parts = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(version);
        if (!parts.matches()) {
            return true; // nothing is known against it
        }
        int major = Integer.parseInt(parts.group(1));
        return major > OLDEST_MAJOR || major == OLDEST_MAJOR && Integer.parseInt(parts.group(2)) >= OLDEST_MINOR;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
