package edu.stsci.mast.registry.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of everything that a registry keeps on its machine: the embedded database ({@code registry.mv.db}), Solr's index
 * ({@code solr/}), and a file by which the one server of the folder is known ({@code server.lock}).
 */
public final class DataFolder {
    private final Path path;

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * The folder for a server or for a command that stores something; made when it is missing.
     *
     * @throws FailureException when it cannot be made or written to
     */
    public static DataFolder forWriting(Path path) {
        try {
            make(path);
        } catch (IOException e) {
            throw new FailureException("The data folder " + path + " cannot be made: " + e.getMessage(), e);
        }
        if (!Files.isWritable(path)) {
            throw new FailureException("The data folder " + path + " cannot be written to");
        }
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /** A new folder is for its owner and group alone: what accounts and drafts there are is nobody else's business. */
    private static void make(Path path) throws IOException {
        Path folder = path.toAbsolutePath();
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix || Files.exists(folder) || folder.getParent() == null) {
            Files.createDirectories(folder);
            return;
        }
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        } catch (FileAlreadyExistsException e) {
            Files.createDirectories(folder); // by another process just now, or no folder
        }
    }

    /**
     * The folder for a command that works on what is there.
     *
     * @throws FailureException when it does not exist
     */
    public static DataFolder existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new FailureException("There is no data folder " + path + "; name it with --data");
        }
        return forWriting(path);
    }

    /** Where it is, absolute. */
    public Path path() {
        return path;
    }

    /** Where Solr keeps its index. */
    public Path solr() {
        return path.resolve("solr");
    }

    /** Where the relational registry's files are. */
    public Path regtap() {
        return path.resolve("regtap");
    }

    /**
     * Removes the indexes that are made of the database; the next server makes them anew.
     *
     * @throws FailureException when they cannot be removed
     */
    public void discardIndexes() {
        for (Path index : List.of(solr(), regtap())) {
            try (Stream<Path> files = Files.exists(index) ? Files.walk(index) : Stream.empty()) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new FailureException("The old index " + index + " cannot be removed: " + e.getMessage(), e);
            }
        }
    }

    /** Where queries that were sent as jobs are kept. */
    public Path jobs() {
        return path.resolve("jobs");
    }

    /** Where uploaded tables are while their query runs. */
    public Path uploads() {
        return path.resolve("uploads");
    }

    /**
     * Where libraries unpack their native code; made when it is missing.
     *
     * @throws FailureException when it cannot be made
     */
    public Path nativeCode() {
        try {
            return Files.createDirectories(path.resolve("native"));
        } catch (IOException e) {
            throw new FailureException(
                    "The folder " + path.resolve("native") + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Where the HTTP server keeps its passing files. */
    public Path http() {
        return path.resolve("http");
    }

    /**
     * Marks this process as the folder's server until the result is closed.
     *
     * @throws FailureException when another process is the folder's server
     */
    public ServerMark markServer() {
        return tryMark()
                .orElseThrow(() -> new FailureException("Another registry server is running on the data folder " + path
                        + serverUrl().map(url -> " at " + url).orElse("")));
    }

    /** As {@link #markServer}, but empty when another process is the folder's server. */
    public Optional<ServerMark> tryMark() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            return Optional.of(new ServerMark(channel));
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            return Optional.empty();
        } catch (IOException e) {
            closeQuietly(channel);
            throw new FailureException("The file " + lockFile() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    /** The address of the server that runs, or ran last, on this folder; empty when none has told. */
    public Optional<String> serverUrl() {
        try {
            String url = Files.readString(lockFile()).strip();
            return url.isEmpty() ? Optional.empty() : Optional.of(url);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path lockFile() {
        return path.resolve("server.lock");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written.
        }
    }

    /** The sign that a process is the folder's server. It vanishes with the process, however that ends. */
    public static final class ServerMark implements AutoCloseable {
        private final FileChannel channel;

        private ServerMark(FileChannel channel) {
            this.channel = channel;
        }

        /** Tells other processes of this machine where the server listens. */
        public void tell(String url) {
            try {
                channel.write(ByteBuffer.wrap(url.getBytes(StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                throw new FailureException(
                        "The server's address cannot be noted in the data folder: " + e.getMessage(), e);
            }
        }

        /** Takes the sign away. */
        @Override
        public void close() {
            try {
                channel.truncate(0);
                channel.close();
            } catch (IOException e) {
                throw new FailureException("The data folder's lock cannot be released: " + e.getMessage(), e);
            }
        }
    }
}
