package edu.stsci.mast.registry.model.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A backup that is there to be restored. */
public final class BackupFile implements AutoCloseable {
    /** Far more than a list of contents has, in bytes. */
    private static final int LONGEST_MANIFEST = 1 << 20;

    private final Path file;
    private final ZipFile archive;
    private final Manifest manifest;

    private BackupFile(Path file, ZipFile archive, Manifest manifest) {
        this.file = file;
        this.archive = archive;
        this.manifest = manifest;
    }

    /**
     * Opens a backup and reads all of it, so that one that is damaged in any place is refused before anything is done with it.
     *
     * @throws BackupException with a sentence when it is no whole backup
     */
    public static BackupFile open(Path file) {
        if (!Files.isReadable(file)) {
            throw new BackupException("There is no file " + file + " that can be read", null);
        }
        ZipFile archive = null;
        try {
            archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            ZipEntry list = archive.getEntry(Backup.MANIFEST);
            if (list == null) {
                throw new BackupException(file + " is no backup of a registry, or it is not complete", null);
            }
            Manifest manifest;
            try (InputStream in = archive.getInputStream(list)) {
                manifest = Manifest.read(new String(in.readNBytes(LONGEST_MANIFEST), StandardCharsets.UTF_8));
            }
            BackupFile backup = new BackupFile(file, archive, manifest);
            for (Manifest.Content content : manifest.contents()) {
                backup.verify(content);
            }
            return backup;
        } catch (IOException e) {
            close(archive);
            throw new BackupException(file + " is no whole backup: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(archive);
            throw e;
        }
    }

    private void verify(Manifest.Content content) throws IOException {
        MessageDigest digest = Backup.sha256();
        try (InputStream in = new DigestInputStream(stream(content.table()), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(content.sha256())) {
            throw new BackupException(
                    file + " is damaged: the rows of " + content.table() + " are not those that were written", null);
        }
    }

    private InputStream stream(String table) throws IOException {
        ZipEntry entry = archive.getEntry(Backup.entry(table));
        if (entry == null) {
            throw new BackupException(file + " is damaged: the rows of " + table + " are missing", null);
        }
        return archive.getInputStream(entry);
    }

    /** What is in it. */
    public Manifest manifest() {
        return manifest;
    }

    /** The rows of a table, as comma-separated values with a head. */
    Reader rows(String table) throws IOException {
        return new BufferedReader(new InputStreamReader(stream(table), StandardCharsets.UTF_8));
    }

    private static void close(ZipFile archive) {
        try {
            if (archive != null) {
                archive.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }

    @Override
    public void close() {
        close(archive);
    }
}
