package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.AttributeModel;
import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import edu.stsci.mast.registry.schemas.form.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/** Which values a field offers: those that the schema lists, and those of the standards' vocabularies where it lists none. */
final class PickLists {
    private static final PickLists SHARED = read("terms.txt", "fields.txt");

    private final Map<String, List<Option>> lists;
    /** Names of lists, or of suggestions, by field. */
    private final Map<String, String> byField;

    private PickLists(Map<String, List<Option>> lists, Map<String, String> byField) {
        this.lists = lists;
        this.byField = byField;
    }

    static PickLists shared() {
        return SHARED;
    }

    /** The input for an element's text; {@code owner} is the type around it. */
    Input of(TypeModel owner, ElementModel element, ValueType value) {
        return input(list(owner, element.name()), value, "", false);
    }

    /** The input for the text of elements of a type. */
    Input ofText(TypeModel owner, ElementModel element, TypeModel type) {
        Optional<String> list = owner == null ? Optional.empty() : list(owner, element.name());
        return input(list.or(() -> list(type, ".")), type.text(), "", false);
    }

    /** The input for an attribute. */
    Input of(TypeModel owner, AttributeModel attribute) {
        return input(
                list(owner, "@" + attribute.name()),
                attribute.value(),
                attribute.defaultValue() == null ? "" : attribute.defaultValue(),
                attribute.fixedValue() != null);
    }

    /** The fields that have a list, as the file of fields names them. */
    Set<String> fields() {
        return byField.keySet();
    }

    private Input input(Optional<String> list, ValueType value, String defaultValue, boolean fixed) {
        List<Option> known =
                list.map(name -> lists.getOrDefault(name, List.of())).orElse(List.of());
        String suggestions = list.filter(Suggestions.LISTS::contains)
                .orElse(value.kind() == ValueType.Kind.IVOID ? Suggestions.IVOID : "");
        boolean closed = !value.terms().isEmpty();
        List<Option> options = closed ? described(value.terms(), known) : known;
        return new Input(value.kind(), options, closed, suggestions, value.maxLength(), defaultValue, fixed);
    }

    /** The schema's values, with the words of our list where it has them. */
    private static List<Option> described(List<ValueType.Term> terms, List<Option> known) {
        return terms.stream()
                .map(term -> known.stream()
                        .filter(option -> option.value().equals(term.value()))
                        .findFirst()
                        .orElseGet(() -> new Option(term.value(), term.value(), term.help(), "")))
                .toList();
    }

    /** The list of a field, which the type or one that it is derived from declares. */
    private Optional<String> list(TypeModel owner, String field) {
        for (QName name = owner.name(); name != null; ) {
            String list = byField.get(FormModel.written(name) + "/" + field);
            if (list != null) {
                return Optional.of(list);
            }
            name = FormModel.shared().type(name).map(TypeModel::base).orElse(null);
        }
        return Optional.empty();
    }

    private static PickLists read(String terms, String fields) {
        Map<String, List<Option>> lists = new HashMap<>();
        String list = "";
        for (String line : lines(terms)) {
            if (line.startsWith("[")) {
                list = line.substring(1, line.length() - 1);
                lists.put(list, new ArrayList<>());
            } else {
                String[] cells = line.split("\\s*\\|\\s*", -1);
                lists.get(list)
                        .add(new Option(
                                cells[0],
                                cells[1],
                                cells.length > 2 ? cells[2] : "",
                                cells.length > 3 ? cells[3] : ""));
            }
        }
        Map<String, String> byField = new HashMap<>();
        for (String line : lines(fields)) {
            String[] cells = line.split("\\s+");
            byField.put(cells[0], cells[1]);
        }
        byField.forEach((field, name) -> {
            if (!lists.containsKey(name) && !Suggestions.LISTS.contains(name)) {
                throw new IllegalStateException(
                        "The field " + field + " wants the list '" + name + "', which is not there");
            }
        });
        return new PickLists(lists, byField);
    }

    /** The lines that say something. */
    private static List<String> lines(String resource) {
        try (InputStream in = PickLists.class.getResourceAsStream(resource)) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
