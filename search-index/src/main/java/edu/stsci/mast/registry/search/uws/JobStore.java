package edu.stsci.mast.registry.search.uws;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs in their folders, which several processes may share:
 *
 * <pre>
 * lock                  taken for the time of each change
 * nodes/NODE            locked as long as the process NODE lives, whatever ends it
 * incoming/NODE/…       what is being received by NODE
 * jobs/ID/job.json      the job; replaced as a whole, so that it can be read without the lock
 * jobs/ID/uploads/…  jobs/ID/results/RESULT  jobs/ID/error  jobs/ID/work/…
 * trash/…               what is being deleted
 * </pre>
 *
 * <p>Changes are to be made by a thread that is never interrupted: an interrupt closes the channel of the lock.
 */
final class JobStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
    private static final String JOB = "job.json";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Locks of files hold between processes only; within this one these do. */
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private static final Set<Path> NODES_OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final String node = newId();
    private final Path jobs;
    private final Path nodes;
    private final Path incoming;
    private final Path trash;
    private final ReentrantLock inner;
    private final FileChannel lock;
    private final FileChannel alive;

    /** Opens the folder, which is made when it is missing, as a new node. */
    JobStore(Path folder) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        jobs = Files.createDirectories(root.resolve("jobs"));
        nodes = Files.createDirectories(root.resolve("nodes"));
        incoming = Files.createDirectories(root.resolve("incoming"));
        trash = Files.createDirectories(root.resolve("trash"));
        inner = IN_THIS_PROCESS.computeIfAbsent(root, r -> new ReentrantLock());
        lock = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Under a name that is no node's until it is locked, or another node might take it for dead.
        Path unborn = incoming.resolve(node + ".node");
        alive = FileChannel.open(unborn, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        alive.lock();
        Path mine = nodes.resolve(node);
        NODES_OF_THIS_PROCESS.add(mine);
        Files.move(unborn, mine, StandardCopyOption.ATOMIC_MOVE);
    }

    /** 128 random bits in 32 hexadecimal digits. */
    static String newId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static boolean isId(String text) {
        return text.length() == 32 && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** This process. */
    String node() {
        return node;
    }

    /** Does something while no other process changes anything. */
    <T> T locked(Callable<T> change) throws Exception {
        inner.lock();
        try (FileLock held = lock.lock()) {
            return change.call();
        } finally {
            inner.unlock();
        }
    }

    /** A job; empty when there is none, or what there is cannot be read. */
    Optional<Job> read(String id) {
        if (!isId(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(folder(id).resolve(JOB)), Job.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The job {} cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    /** The ids of all jobs, readable or not. */
    List<String> ids() {
        return names(jobs);
    }

    /** Keeps a job that is new, with its files. */
    void create(Job job, JobDraft draft) throws IOException {
        Path building = Files.createDirectories(incoming.resolve(node).resolve(job.id()));
        if (Files.exists(draft.folder())) {
            Files.move(draft.folder(), building.resolve("uploads"), StandardCopyOption.ATOMIC_MOVE);
        }
        replace(building, job);
        Files.move(building, folder(job.id()), StandardCopyOption.ATOMIC_MOVE);
        sync(jobs);
    }

    /** Keeps a job in place of what it was. */
    void write(Job job) throws IOException {
        replace(folder(job.id()), job);
    }

    private static void replace(Path folder, Job job) throws IOException {
        Path next = folder.resolve(JOB + ".new");
        write(next, JSON.writeValueAsBytes(job));
        Files.move(next, folder.resolve(JOB), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    /** Makes sure that a folder's list of names outlives a power cut; where folders cannot be opened (Windows) it does so by itself. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be synchronised", folder, e);
        }
    }

    /** Takes the files of a draft into a job's folder. */
    void addUploads(String id, JobDraft draft) throws IOException {
        Path uploads = Files.createDirectories(folder(id).resolve("uploads"));
        for (String file : names(draft.folder())) {
            Files.move(draft.folder().resolve(file), uploads.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        }
        sync(uploads);
    }

    /** Deletes those files of a job that none of its parameters names. */
    void dropUnusedUploads(Job job) throws IOException {
        for (String file : names(folder(job.id()).resolve("uploads"))) {
            if (job.parameters().stream()
                    .noneMatch(p -> p.file().map(f -> f.file().equals(file)).orElse(false))) {
                Files.deleteIfExists(uploadFile(job.id(), file));
            }
        }
    }

    /** Makes the folders of results and of work empty. */
    void clean(String id) throws IOException {
        for (String name : List.of("results", "work")) {
            deleteTree(folder(id).resolve(name));
            Files.createDirectories(folder(id).resolve(name));
        }
    }

    void deleteResults(String id) throws IOException {
        deleteTree(folder(id).resolve("results"));
    }

    void writeError(String id, byte[] document) throws IOException {
        write(errorFile(id), document);
    }

    Path errorFile(String id) {
        return folder(id).resolve("error");
    }

    Path resultFile(String id, String result) {
        return folder(id).resolve("results").resolve(result);
    }

    Path uploadFile(String id, String file) {
        return folder(id).resolve("uploads").resolve(file);
    }

    Path workFolder(String id) {
        return folder(id).resolve("work");
    }

    private Path folder(String id) {
        return jobs.resolve(id);
    }

    /** When a folder was last changed, by the file system's clock; empty when there is none. */
    Optional<Instant> lastChange(String id) {
        try {
            return Optional.of(Files.getLastModifiedTime(folder(id)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes a job not exist any more; {@link #emptyTrash} gives its space back. */
    void delete(String id) throws IOException {
        try {
            Files.move(folder(id), trash.resolve(id + "-" + newId()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // somebody was quicker
        } catch (IOException e) {
            // Windows moves no folder with an open file in it; without this file, it is no job.
            Files.deleteIfExists(folder(id).resolve(JOB));
        }
    }

    /** Deletes what {@link #delete} put aside. */
    void emptyTrash() {
        for (String name : names(trash)) {
            try {
                deleteTree(trash.resolve(name));
            } catch (IOException e) {
                LOG.debug("{} will be deleted later", name, e);
            }
        }
    }

    /** A draft that this node receives. */
    JobDraft draft(long limit) {
        return new JobDraft(incoming.resolve(node).resolve("draft-" + newId()), limit);
    }

    /** The processes that have a file here and live no more. */
    List<String> deadNodes() throws IOException {
        List<String> dead = new ArrayList<>();
        for (String other : names(nodes)) {
            if (!isAlive(other)) {
                dead.add(other);
            }
        }
        return dead;
    }

    /** Whether a process lives: then it holds the lock of its file. */
    boolean isAlive(String other) throws IOException {
        Path file = nodes.resolve(other);
        if (NODES_OF_THIS_PROCESS.contains(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Forgets a process, after its jobs were cared for. */
    void forget(String deadNode) throws IOException {
        deleteTree(incoming.resolve(deadNode));
        Files.deleteIfExists(nodes.resolve(deadNode));
    }

    private static List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Deletes a folder with all in it, if there is one. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another node deletes the same
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Ends this node's life. Its file stays, so that another node, or the next start, finds the jobs that it leaves behind. */
    @Override
    public void close() throws IOException {
        inner.lock();
        try {
            lock.close();
            alive.close();
            NODES_OF_THIS_PROCESS.remove(nodes.resolve(node));
        } finally {
            inner.unlock();
        }
    }
}
