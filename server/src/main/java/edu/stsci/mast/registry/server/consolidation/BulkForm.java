package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.consolidation.BulkOperation;
import edu.stsci.mast.registry.model.consolidation.Selection;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;

/**
 * The form of a bulk edit as it was filled in.
 *
 * @param fields what was sent
 */
public record BulkForm(MultivaluedMap<String, String> fields) {
    /** The fields that say what is to be done, and to which records; the page of the preview sends them along. */
    public static final List<String> NAMES = List.of(
            "words",
            "type",
            "authority",
            "within",
            "ivoids",
            "operation",
            "whose",
            "name",
            "address",
            "email",
            "telephone",
            "from",
            "to",
            "element",
            "find",
            "replace",
            "remove",
            "add");

    /** A form that nobody has filled in. */
    static BulkForm empty() {
        return new BulkForm(new MultivaluedHashMap<>());
    }

    /** A field; empty when it was not sent. */
    public String value(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value.replace("\r\n", "\n");
    }

    /**
     * The records that are meant.
     *
     * @throws IllegalArgumentException with a sentence when a line is no IVOID
     */
    Selection selection() {
        List<Ivoid> ivoids = Arrays.stream(value("ivoids").split("[\\s,;]+"))
                .filter(word -> !word.isEmpty())
                .map(Ivoid::of)
                .distinct()
                .toList();
        return new Selection(value("words"), value("type"), value("authority"), value("within"), ivoids);
    }

    /**
     * What is to be done.
     *
     * @throws IllegalArgumentException with a sentence when that is not clear
     */
    BulkOperation operation() {
        return switch (value("operation")) {
            case "contact" ->
                new BulkOperation.Contact(
                        value("whose"), value("name"), value("address"), value("email"), value("telephone"));
            case "access-url" -> new BulkOperation.AccessUrl(value("from"), value("to"));
            case "text" -> new BulkOperation.Text(value("element"), value("find"), value("replace"));
            case "subject" -> new BulkOperation.Subject(value("remove"), value("add"));
            default -> throw new IllegalArgumentException("Choose what is to be done.");
        };
    }
}
