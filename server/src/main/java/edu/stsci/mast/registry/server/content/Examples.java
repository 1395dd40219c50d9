package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** The example records that come with the registry: those of MAST, and those of an invented observatory. */
public final class Examples {
    private static final String FOLDER = "/examples/";
    private static final Pattern HARVEST_ADDRESS =
            Pattern.compile("(<interface xsi:type=\"vg:OAIHTTP\"[^>]*>\\s*<accessURL[^>]*>)[^<]*");

    private final DocumentNormaliser normaliser;

    /** Examples in the registry's form. */
    public Examples(DocumentNormaliser normaliser) {
        this.normaliser = normaliser;
    }

    /** The records of a set ({@code mast}, {@code observatory} or {@code observatory-changes}). */
    public List<ResourceDocument> read(String set) {
        return read(set, UnaryOperator.identity());
    }

    /** As {@link #read(String)}, with each text changed before it is read, for instance for other addresses. */
    public List<ResourceDocument> read(String set, UnaryOperator<String> change) {
        List<ResourceDocument> documents = new ArrayList<>();
        try (InputStream index = open(set + ".txt");
                BufferedReader names = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
            for (String name : names.lines().toList()) {
                try (InputStream record = open(set + "/" + name)) {
                    String xml = change.apply(new String(record.readAllBytes(), StandardCharsets.UTF_8));
                    documents.add(normaliser.normalise(xml.getBytes(StandardCharsets.UTF_8)));
                } catch (XMLStreamException | UnusableRecordException e) {
                    throw new IllegalStateException("The example record " + name + " is broken: " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    /** A change that lets a registry's own record name the OAI-PMH address at which that registry answers. */
    public static UnaryOperator<String> harvestedAt(String baseUrl) {
        return xml ->
                HARVEST_ADDRESS.matcher(xml).replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + baseUrl));
    }

    private static InputStream open(String name) throws FileNotFoundException {
        InputStream stream = Examples.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new FileNotFoundException("There are no examples " + name);
        }
        return stream;
    }
}
