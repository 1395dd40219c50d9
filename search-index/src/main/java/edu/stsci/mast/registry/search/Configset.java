package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The configuration of Solr among this module's resources, the same in every mode. */
final class Configset {
    /** The name under which Solr knows it. */
    static final String NAME = "registry";

    private static final String ROOT = "configset/";
    // By name, since a folder in a jar in a jar cannot be listed.
    private static final List<String> FILES = List.of("schema.xml", "solrconfig.xml", "stems.txt", "protwords.txt");

    private Configset() {}

    /** Writes the configuration into a Solr home, over what is there: {@code solr.xml} and {@code configsets/registry/conf}. */
    static void unpack(Path home) throws IOException {
        Path conf =
                Files.createDirectories(home.resolve("configsets").resolve(NAME).resolve("conf"));
        copy("solr.xml", home.resolve("solr.xml"));
        for (String file : FILES) {
            copy("conf/" + file, conf.resolve(file));
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Configset.class.getResourceAsStream(ROOT + resource)) {
            if (in == null) {
                throw new IOException("The program lacks its resource " + ROOT + resource);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
