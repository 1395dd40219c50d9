package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.Ivoid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a new record of some kind. What has to be written is marked by the word {@code TODO:}, which the checks find.
 *
 * @param name its name in addresses, as {@code cone-search}
 * @param type the type of the record with its canonical prefix
 * @param contentType the record's kind of content
 * @param label its name for people
 * @param help when to take it
 */
public record Template(String name, String type, String contentType, String label, String help) {
    private static final List<Template> ALL = read("templates.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.strip().split("\\s*\\|\\s*"))
            .map(cells -> new Template(cells[0], cells[1], cells[2], cells[3], cells[4]))
            .toList();
    private static final Pattern NAME = Pattern.compile("@([a-zA-Z]+)@");

    /**
     * What is the same in all new records of an archive. Empty texts leave a mark to be replaced, or nothing where nothing is needed.
     *
     * @param publisher the name of the publisher
     * @param publisherIvoid its IVOID
     * @param contactName whom to ask
     * @param contactEmail at which address
     * @param rights what may be done with the data
     * @param rightsUri the address of the licence, or of a page about the rights
     */
    public record Defaults(
            String publisher,
            String publisherIvoid,
            String contactName,
            String contactEmail,
            String rights,
            String rightsUri) {}

    /** All templates, in the order of a list. */
    public static List<Template> all() {
        return ALL;
    }

    /** The template of this name. */
    public static Optional<Template> named(String name) {
        return ALL.stream().filter(template -> template.name().equals(name)).findFirst();
    }

    /** A document to begin with. */
    public byte[] document(Ivoid ivoid, Defaults defaults) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("type", type),
                Map.entry("contentType", contentType),
                Map.entry("ivoid", escaped(ivoid.toString())),
                Map.entry("authority", escaped(ivoid.authority())),
                Map.entry("publisher", text(defaults.publisher(), "TODO: publisher")),
                Map.entry("publisherIvoid", escaped(defaults.publisherIvoid())),
                Map.entry("contactName", text(defaults.contactName(), "TODO: whom to ask")),
                Map.entry("contactEmail", text(defaults.contactEmail(), "TODO: address for mail")),
                Map.entry("rights", rights(defaults)));
        String body = filled(read("templates/" + name + ".xml"), values)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line + "\n")
                .reduce("", String::concat);
        String whole = read("template.xml").replace("@body@", body);
        return filled(whole, values).replace(" ivo-id=\"\"", "").getBytes(StandardCharsets.UTF_8);
    }

    private static String rights(Defaults defaults) {
        if (defaults.rights().isBlank() && defaults.rightsUri().isBlank()) {
            return "";
        }
        String address = defaults.rightsUri().isBlank() ? "" : " rightsURI=\"" + escaped(defaults.rightsUri()) + "\"";
        return "  <rights" + address + ">" + escaped(defaults.rights()) + "</rights>";
    }

    private static String text(String value, String mark) {
        return value.isBlank() ? mark : escaped(value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String filled(String text, Map<String, String> values) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }

    private static String read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
