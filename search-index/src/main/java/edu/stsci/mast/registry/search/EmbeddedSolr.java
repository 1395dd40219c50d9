package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.embedded.EmbeddedSolrServer;
import org.apache.solr.core.CoreContainer;
import org.apache.solr.core.SolrCore;
import org.apache.solr.util.RefCounted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solr within this process, in {@code DIR/solr}. The folder holds nothing that cannot be made anew from the master copy, so one that does
 * not open is removed and begun again.
 */
final class EmbeddedSolr implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSolr.class);
    private static final String CORE = "records";

    private final Path home;
    private final FileChannel lock;
    private final CoreContainer container;
    private final SolrClient client;

    private EmbeddedSolr(Path home, FileChannel lock, CoreContainer container) {
        this.home = home;
        this.lock = lock;
        this.container = container;
        this.client = new EmbeddedSolrServer(container, CORE);
    }

    /**
     * Opens or makes the index.
     *
     * @throws SearchUnavailableException when another process uses it, or it cannot be opened even when begun anew
     */
    static EmbeddedSolr open(Path dataFolder) {
        // Solr refuses a relative home.
        Path home = dataFolder.toAbsolutePath().normalize().resolve("solr");
        // Its REST layer of version 2 needs an older Jersey than ours.
        System.setProperty("disable.v2.api", "true");
        // It would ask the DNS for this machine's name, and wait for it, to show it on a page that there is not here.
        System.setProperty("solr.dns.prevent.reverse.lookup", "true");
        FileChannel lock = null;
        CoreContainer container = null;
        try {
            lock = lock(home);
            removeOlderLayout(home);
            container = start(home);
            return new EmbeddedSolr(home, lock, container);
        } catch (IOException e) {
            close(lock);
            throw new SearchUnavailableException(
                    "The search index in " + home + " cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(lock);
            throw e;
        }
    }

    /** Beside the folder rather than in it, so that the folder can be removed while the lock is held. */
    private static FileChannel lock(Path home) throws IOException {
        Files.createDirectories(home.getParent());
        FileChannel channel =
                FileChannel.open(home.resolveSibling("solr.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is open in this process", home);
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        if (held == null) {
            throw new SearchUnavailableException(
                    "The search index in " + home + " is in use by another running registry", null);
        }
        return channel;
    }

    private static void removeOlderLayout(Path home) throws IOException {
        Path file = home.resolve("layout");
        if (!Files.exists(home.resolve(CORE))) {
            return;
        }
        String layout = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!layout.equals(Integer.toString(IndexLayout.NUMBER))) {
            LOG.warn(
                    "The search index in {} has layout {}, and this program needs {}: it is built anew",
                    home,
                    layout,
                    IndexLayout.NUMBER);
            remove(home);
        }
    }

    private static CoreContainer start(Path home) throws IOException {
        CoreContainer container = load(home);
        Optional<Throwable> failure = failure(container);
        if (failure.isEmpty()) {
            return container;
        }
        container.shutdown();
        LOG.warn(
                "The search index in {} is damaged and is built anew: {}",
                home,
                failure.get().getMessage());
        remove(home);
        CoreContainer anew = load(home);
        Optional<Throwable> again = failure(anew);
        if (again.isPresent()) {
            anew.shutdown();
            throw new IOException(again.get().getMessage(), again.get());
        }
        return anew;
    }

    private static CoreContainer load(Path home) throws IOException {
        Configset.unpack(home);
        Path core = Files.createDirectories(home.resolve(CORE));
        Files.writeString(
                core.resolve("core.properties"),
                // Without an update log: see solrconfig.xml.
                "name=" + CORE + "\nconfigSet=" + Configset.NAME + "\nregistry.update.log=false\n");
        Files.writeString(home.resolve("layout"), IndexLayout.NUMBER + "\n");
        return CoreContainer.createAndLoad(home);
    }

    /** Why the core is not there; empty when it is. Loading does not throw. */
    private static Optional<Throwable> failure(CoreContainer container) {
        return container.getCoreInitFailures().values().stream()
                .map(f -> (Throwable) f.exception)
                .map(EmbeddedSolr::root)
                .findFirst()
                .or(() -> container.getAllCoreNames().contains(CORE)
                        ? Optional.empty()
                        : Optional.of(new IOException("Solr did not find its core")));
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    SolrClient client() {
        return client;
    }

    /** Opens a new Lucene writer when the present one has closed itself, as after any failure to write, for instance on a full disk. */
    void revive() {
        try (SolrCore core = container.getCore(CORE)) {
            if (core != null && !isWritable(core)) {
                // What was not on disk is lost; the cursor in the index is the one that belongs to what is left.
                core.getSolrCoreState().newIndexWriter(core, true);
                client.commit();
            }
        } catch (IOException | SolrServerException | RuntimeException e) {
            LOG.debug("The search index {} cannot be opened again yet", home, e);
        }
    }

    /** Closes the Lucene writer as a failure to write would; for tests. */
    void closeWriter() throws IOException {
        try (SolrCore core = container.getCore(CORE)) {
            RefCounted<IndexWriter> writer = core.getSolrCoreState().getIndexWriter(core);
            writer.get().rollback();
            writer.decref();
        }
    }

    private static boolean isWritable(SolrCore core) throws IOException {
        RefCounted<IndexWriter> writer = core.getSolrCoreState().getIndexWriter(core);
        try {
            return writer.get().isOpen();
        } finally {
            writer.decref();
        }
    }

    /** The folder. */
    @Override
    public String toString() {
        return home.toString();
    }

    /** Puts everything on disk. Closing the client alone would leave the container running. */
    @Override
    public void close() throws IOException {
        try {
            client.close();
        } finally {
            container.shutdown();
            lock.close();
        }
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("The lock of the search index was not released", e);
            }
        }
    }
}
