package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The configuration of Solr among this module's resources, the same in every mode. */
final class Configset {
    /** The name under which Solr within this process knows it. */
    static final String NAME = "registry";

    private static final String ROOT = "configset/";
    // By name, since a folder in a jar in a jar cannot be listed.
    private static final List<String> FILES = List.of("schema.xml", "solrconfig.xml", "stems.txt", "protwords.txt");

    private Configset() {}

    /** Writes the configuration into a Solr home, over what is there: {@code solr.xml} and {@code configsets/registry/conf}. */
    static void unpack(Path home) throws IOException {
        copy("solr.xml", Files.createDirectories(home).resolve("solr.xml"));
        write(home.resolve("configsets").resolve(NAME));
    }

    /** Writes the folder {@code conf} into the given one, which is made when it is missing. */
    static void write(Path folder) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        for (String file : FILES) {
            copy("conf/" + file, conf.resolve(file));
        }
    }

    /** The name under which a SolrCloud knows it: another one for each layout and for each change of a file. */
    static String name(String prefix) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                digest.update(bytes("conf/" + file));
            }
            return prefix + "-v" + IndexLayout.NUMBER + "-" + HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Writes it as Solr's configset API takes it. */
    static void zip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (String file : FILES) {
            zip.putNextEntry(new ZipEntry(file));
            zip.write(bytes("conf/" + file));
            zip.closeEntry();
        }
        zip.finish();
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = open(resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Configset.class.getResourceAsStream(ROOT + resource);
        if (in == null) {
            throw new IOException("The program lacks its resource " + ROOT + resource);
        }
        return in;
    }
}
