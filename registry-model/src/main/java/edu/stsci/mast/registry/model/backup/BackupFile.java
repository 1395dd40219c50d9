package edu.stsci.mast.registry.model.backup;

import java.io.BufferedReader;
import java.io.EOFException;
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
import java.util.zip.CRC32;
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
            BackupFile backup = new BackupFile(file, archive, readManifest(file, archive, list));
            for (Manifest.Content content : backup.manifest.contents()) {
                backup.verify(content);
            }
            return backup;
        } catch (IOException | IllegalArgumentException e) {
            // The second is for names that are not UTF-8.
            close(archive);
            throw new BackupException(file + " is no whole backup: " + reason(e), e);
        } catch (RuntimeException e) {
            close(archive);
            throw e;
        }
    }

    /** The list of contents has the sums of everything else; its own is the one that the archive keeps of each entry. */
    private static Manifest readManifest(Path file, ZipFile archive, ZipEntry entry) throws IOException {
        byte[] text;
        try (InputStream in = archive.getInputStream(entry)) {
            text = in.readNBytes(LONGEST_MANIFEST);
        }
        CRC32 sum = new CRC32();
        sum.update(text);
        if (sum.getValue() != entry.getCrc()) {
            throw new BackupException(file + " is damaged: the list of contents is not the one that was written", null);
        }
        return Manifest.read(new String(text, StandardCharsets.UTF_8));
    }

    /** Not every exception of the archive's reader has a message. */
    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early, or tells of a part that is not there";
        }
        return e.getMessage() == null ? "it cannot be read as an archive (" + e + ")" : e.getMessage();
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
