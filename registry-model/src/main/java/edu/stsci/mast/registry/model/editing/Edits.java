package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.editing.RecordEditor.Loss;
import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.schemas.form.AttributeModel;
import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import edu.stsci.mast.registry.schemas.form.ValueType;
import eu.maveniverse.domtrip.Comment;
import eu.maveniverse.domtrip.ContainerNode;
import eu.maveniverse.domtrip.Editor;
import eu.maveniverse.domtrip.Element;
import eu.maveniverse.domtrip.Node;
import eu.maveniverse.domtrip.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/** Makes edits of one document; for one use. */
final class Edits {
    private final EditedDocument document;
    private final Editor editor;
    private final Spots spots;
    /** Elements from which something was taken; they go when nothing is left of them. */
    private final Set<Spot> cleared = new LinkedHashSet<>();

    Edits(EditedDocument document) {
        this.document = document;
        this.editor = new Editor(document.tree());
        this.spots = new Spots(document);
    }

    void make(Edit edit) throws EditRefusedException {
        if (edit instanceof Edit.Set set) {
            set(set.path(), set.value());
        } else if (edit instanceof Edit.Add add) {
            add(add);
        } else if (edit instanceof Edit.Remove remove) {
            Spot spot = present(remove.path());
            refuseRoot(spot, "removed");
            remove(spot);
        } else if (edit instanceof Edit.Move move) {
            move(move);
        } else if (edit instanceof Edit.ChangeType change) {
            changeType(change);
        } else if (edit instanceof Edit.Rows rows) {
            rows(rows);
        }
    }

    /** Removes what was left empty. */
    void finish() {
        cleared.forEach(this::prune);
    }

    // ---- values

    private void set(FieldPath path, String value) throws EditRefusedException {
        Values.check(value);
        if (path.isAttribute()) {
            setAttribute(path, value);
        } else if (!path.steps().isEmpty() && path.last().index() == FieldPath.Step.ALL) {
            setAll(path, value.isBlank() ? List.of() : List.of(value.strip().split("\\s+")));
        } else {
            setText(path, value);
        }
    }

    private void setText(FieldPath path, String value) throws EditRefusedException {
        Spot spot = spots.find(path).orElse(null);
        if (spot == null) {
            if (value.isBlank()) {
                declared(path); // a path that can never be is a mistake
                return;
            }
            spot = ensure(path);
        }
        ValueType type = spot.value();
        if (type == null) {
            throw new EditRefusedException(spot.label() + " at " + path + " holds elements, not text.");
        }
        String wanted = Values.shown(value, type);
        if (wanted.isEmpty()) {
            cleared.add(spot);
        }
        if (!wanted.equals(Values.shown(text(spot.element()), type))) {
            editor.setTextContent(spot.element(), wanted);
        }
    }

    private static String text(Element element) {
        return Objects.toString(element.textContent(), "");
    }

    private void setAttribute(FieldPath path, String value) throws EditRefusedException {
        FieldPath owner = path.parent();
        Spot spot = spots.find(owner).orElse(null);
        if (spot == null && value.isBlank()) {
            declared(owner);
            return;
        }
        spot = spot == null ? ensure(owner) : spot;
        AttributeModel attribute = spot.type() == null
                ? null
                : spot.type().attribute(path.attribute()).orElse(null);
        if (attribute == null) {
            throw new EditRefusedException(spot.label() + " has no attribute '" + path.attribute() + "'.");
        }
        String there = spot.element().attribute(attribute.name());
        String wanted = Values.attribute(value, attribute.value());
        if (there != null && Values.attribute(there, attribute.value()).equals(wanted)) {
            return;
        }
        if (!wanted.isEmpty()) {
            editor.setAttribute(spot.element(), attribute.name(), wanted);
        } else if (there != null) {
            editor.removeAttribute(spot.element(), attribute.name());
            cleared.add(spot);
        }
    }

    /** Gives the elements of one name one word each. */
    private void setAll(FieldPath path, List<String> words) throws EditRefusedException {
        Spot parent = spots.find(path.parent()).orElse(null);
        if (parent == null) {
            if (words.isEmpty()) {
                return;
            }
            parent = ensure(path.parent());
        }
        ElementModel declared = declared(parent, path.last().name());
        if (declared.value() == null) {
            throw new EditRefusedException("'" + declared.label() + "' is not a list of words.");
        }
        List<Element> there = EditedDocument.children(parent.element(), declared);
        for (int i = 0; i < Math.max(words.size(), there.size()); i++) {
            FieldPath one = path.parent().child(declared.name(), i + 1);
            if (i >= words.size()) {
                remove(present(one));
            } else {
                setText(one, words.get(i));
            }
        }
    }

    // ---- elements

    private Spot present(FieldPath path) throws EditRefusedException {
        return spots.find(path.parent().equals(path) ? path : new FieldPath(path.steps(), ""))
                .orElseThrow(() -> new EditRefusedException("There is no " + path + " in the record. It may have been"
                        + " removed since you opened the form; open it again."));
    }

    private static void refuseRoot(Spot spot, String verb) throws EditRefusedException {
        if (spot.parent() == null) {
            throw new EditRefusedException("The record itself cannot be " + verb + ".");
        }
    }

    /** The declaration of the element at a path, whether it is there or not. */
    private ElementModel declared(FieldPath path) throws EditRefusedException {
        Spot there = spots.find(path).orElse(null);
        if (there != null) {
            return there.declared();
        }
        Spot parent = spots.find(path.parent()).orElse(null);
        if (parent != null) {
            return declared(parent, path.last().name());
        }
        ElementModel around = declared(path.parent());
        return document.model()
                .type(around.type())
                .flatMap(type -> type.element("", path.last().name()))
                // An element that is not there may yet get one of the types derived from the declared one.
                .or(() -> document.model().choices(around.type()).stream()
                        .flatMap(type -> type.element("", path.last().name()).stream())
                        .findFirst())
                .orElseThrow(() -> unknown(around.label(), path.last().name()));
    }

    private ElementModel declared(Spot parent, String name) throws EditRefusedException {
        return Optional.ofNullable(parent.type())
                .flatMap(type -> type.element("", name))
                .orElseThrow(() -> unknown(parent.label(), name));
    }

    private static EditRefusedException unknown(String parent, String name) {
        return new EditRefusedException(parent + " has no element '" + name + "'. Edit the XML if it has to have one.");
    }

    private Spot ensure(FieldPath path) throws EditRefusedException {
        Spot there = spots.find(path).orElse(null);
        if (there != null) {
            return there;
        }
        Spot parent = ensure(path.parent());
        ElementModel declared = declared(parent, path.last().name());
        Spot made = create(parent, declared, Optional.empty());
        spots.put(path, made);
        return made;
    }

    private void add(Edit.Add add) throws EditRefusedException {
        if (add.path().isAttribute() || add.path().steps().isEmpty()) {
            throw new EditRefusedException("'" + add.path() + "' is not an element that can be added.");
        }
        Spot made = create(ensure(add.path().parent()), declared(add.path()), add.type());
        if (spots.find(add.path()).isEmpty()) {
            spots.put(add.path(), made);
        }
    }

    private Spot create(Spot parent, ElementModel declared, Optional<String> wantedType) throws EditRefusedException {
        int there = EditedDocument.children(parent.element(), declared).size();
        if (declared.max() != ElementModel.UNBOUNDED && there >= declared.max()) {
            throw new EditRefusedException(parent.label() + " can have only "
                    + (declared.max() == 1 ? "one" : declared.max()) + " '" + declared.label() + "'.");
        }
        QName type = declared.type() == null ? null : typeOfNew(declared, wantedType);
        Element element = insert(parent, declared);
        String around = EditedDocument.namespace(parent.element(), "");
        if (around != null && !around.isEmpty()) {
            editor.setAttribute(element, "xmlns", "");
        }
        if (type != null) {
            if (!type.equals(declared.type())) {
                writeType(element, type);
            }
            fix(element, document.model().type(type).orElse(null));
        }
        return spots.spot(element, declared, parent);
    }

    private QName typeOfNew(ElementModel declared, Optional<String> wanted) throws EditRefusedException {
        if (wanted.isPresent()) {
            return allowed(declared, wanted.get());
        }
        boolean usable = document.model()
                .type(declared.type())
                .map(type -> !type.isAbstract())
                .orElse(true);
        if (usable) {
            return declared.type();
        }
        List<TypeModel> choices = document.model().choices(declared.type());
        return choices.stream()
                .map(TypeModel::name)
                .filter(name -> USUAL.contains(name.getLocalPart()))
                .findFirst()
                .orElseGet(() -> choices.get(0).name());
    }

    /** What is taken when an element needs a type and nobody has said which. */
    private static final Set<String> USUAL = Set.of("ParamHTTP", "VOTableType");

    private QName allowed(ElementModel declared, String written) throws EditRefusedException {
        QName ancestor = declared == null ? FormModel.RESOURCE : declared.type();
        return document.model()
                .named(written)
                .filter(type -> !type.isAbstract() && document.model().isA(type.name(), ancestor))
                .map(TypeModel::name)
                .orElseThrow(() -> new EditRefusedException("'" + written + "' is not a type that "
                        + (declared == null ? "a record" : "'" + declared.label() + "'") + " can have."));
    }

    /** Puts a new element after the last of those that come before it in the schema, else before the first that comes after. */
    private Element insert(Spot parent, ElementModel declared) {
        List<ElementModel> order = parent.type().elements();
        int own = order.indexOf(declared);
        Element before = null;
        Element after = null;
        for (Element child : parent.element().childElements().toList()) {
            int place = EditedDocument.declaration(child, parent.type())
                    .map(order::indexOf)
                    .orElse(-1);
            if (place >= 0 && place <= own) {
                before = child;
            } else if (place > own && after == null) {
                after = child;
            }
        }
        if (before == null && after == null) {
            return editor.addElement(parent.element(), declared.name());
        }
        Element made = Element.of(declared.name());
        Element beside = before == null ? after : before;
        made.precedingWhitespace(beside.precedingWhitespace());
        if (before == null) {
            parent.element().insertChildBefore(after, made);
        } else {
            parent.element().insertChildAfter(before, made);
        }
        return made;
    }

    private void writeType(Element element, QName type) {
        String attribute = document.typeAttribute(element)
                .orElseGet(() -> prefix(element, VoNamespace.XSI.uri(), VoNamespace.XSI.prefix()) + ":type");
        editor.setAttribute(
                element,
                attribute,
                prefix(element, type.getNamespaceURI(), type.getPrefix()) + ":" + type.getLocalPart());
    }

    /** A prefix that means the namespace at the element; declared on the root when there is none. */
    private String prefix(Element element, String uri, String canonical) {
        for (String name : document.root().attributes().keySet()) {
            if (name.startsWith("xmlns:") && uri.equals(document.root().attribute(name))) {
                String prefix = name.substring("xmlns:".length());
                if (uri.equals(EditedDocument.namespace(element, prefix))) {
                    return prefix;
                }
            }
        }
        String prefix = canonical;
        for (int i = 1; EditedDocument.namespace(element, prefix) != null; i++) {
            if (uri.equals(EditedDocument.namespace(element, prefix))) {
                return prefix;
            }
            prefix = canonical + i;
        }
        editor.setAttribute(document.root(), "xmlns:" + prefix, uri);
        return prefix;
    }

    /** Writes the attributes that the type fixes. */
    private void fix(Element element, TypeModel type) {
        if (type != null) {
            for (AttributeModel attribute : type.attributes()) {
                if (attribute.fixedValue() != null
                        && !attribute.fixedValue().equals(element.attribute(attribute.name()))) {
                    editor.setAttribute(element, attribute.name(), attribute.fixedValue());
                }
            }
        }
    }

    private void remove(Spot spot) {
        if (spot.element().parent() != null) {
            spot.element().parent().removeChild(spot.element());
            cleared.add(spot.parent());
        }
    }

    private void prune(Spot spot) {
        if (spot.parent() == null || spot.element().parent() == null || !isBlank(spot.element())) {
            return;
        }
        int there = EditedDocument.children(spot.parent().element(), spot.declared())
                .size();
        if (there > spot.declared().min()) {
            spot.element().parent().removeChild(spot.element());
        }
        prune(spot.parent());
    }

    /** Whether an element says nothing: no text, attributes or comments, also in the elements within. */
    private static boolean isBlank(Element element) {
        return element.attributes().keySet().stream().allMatch(name -> name.startsWith("xmlns"))
                && element.children()
                        .allMatch(child -> child instanceof Text text
                                ? text.content().isBlank()
                                : child instanceof Element within && isBlank(within));
    }

    private void move(Edit.Move move) throws EditRefusedException {
        Spot spot = present(move.path());
        refuseRoot(spot, "moved");
        List<Element> order =
                new ArrayList<>(EditedDocument.children(spot.parent().element(), spot.declared()));
        int from = order.indexOf(spot.element());
        int to = move.up() ? from - 1 : from + 1;
        if (from >= 0 && to >= 0 && to < order.size()) {
            List<Element> wanted = new ArrayList<>(order);
            wanted.set(from, order.get(to));
            wanted.set(to, spot.element());
            reorder(order, wanted);
        }
    }

    /** Puts elements into each other's places. */
    private static void reorder(List<Element> places, List<Element> wanted) {
        if (places.equals(wanted)) {
            return;
        }
        ContainerNode parent = places.get(0).parent();
        List<Node> marks = new ArrayList<>();
        List<String> indentations =
                places.stream().map(Element::precedingWhitespace).toList();
        for (Element place : places) {
            Comment mark = new Comment("");
            parent.replaceChild(place, mark);
            marks.add(mark);
        }
        for (int i = 0; i < marks.size(); i++) {
            Element element = wanted.get(i);
            parent.replaceChild(marks.get(i), element);
            if (!Objects.equals(element.precedingWhitespace(), indentations.get(i))) {
                element.precedingWhitespace(indentations.get(i));
            }
        }
    }

    // ---- types

    List<Loss> losses(Edit.ChangeType change) throws EditRefusedException {
        Spot spot = present(change.path());
        TypeModel to =
                document.model().type(allowed(spot.declared(), change.type())).orElseThrow();
        List<Dropped> dropped = new ArrayList<>();
        drop(spot.element(), new FieldPath(change.path().steps(), ""), spot.type(), to, dropped);
        return dropped.stream().map(Dropped::loss).toList();
    }

    /**
     * Something that a type does not have.
     *
     * @param attribute the attribute's name; null when the element goes, or only its text
     */
    private record Dropped(Loss loss, Element element, String attribute, boolean textOnly) {}

    private void changeType(Edit.ChangeType change) throws EditRefusedException {
        Spot spot = present(change.path());
        QName name = allowed(spot.declared(), change.type());
        TypeModel to = document.model().type(name).orElseThrow();
        List<Dropped> dropped = new ArrayList<>();
        drop(spot.element(), change.path(), spot.type(), to, dropped);
        for (Dropped part : dropped) {
            if (part.attribute() != null) {
                editor.removeAttribute(part.element(), part.attribute());
            } else if (part.textOnly()) {
                editor.setTextContent(part.element(), "");
            } else {
                part.element().parent().removeChild(part.element());
            }
        }
        unfix(spot.element(), spot.type(), to);
        if (spot.declared() != null && name.equals(spot.declared().type())) {
            document.typeAttribute(spot.element())
                    .ifPresent(attribute -> editor.removeAttribute(spot.element(), attribute));
        } else {
            writeType(spot.element(), name);
        }
        fix(spot.element(), to);
        sort(spot.element(), to);
        spots.add(
                new FieldPath(change.path().steps(), ""), new Spot(spot.element(), to, spot.declared(), spot.parent()));
    }

    /** Takes away what only the former type fixed. */
    private void unfix(Element element, TypeModel from, TypeModel to) {
        for (AttributeModel attribute : from.attributes()) {
            boolean still = to.attribute(attribute.name())
                    .filter(there -> there.fixedValue() != null)
                    .isPresent();
            if (attribute.fixedValue() != null
                    && !still
                    && attribute.fixedValue().equals(element.attribute(attribute.name()))) {
                editor.removeAttribute(element, attribute.name());
            }
        }
    }

    /** What the one type knows and the other does not; what neither knows stays. */
    private void drop(Element element, FieldPath path, TypeModel from, TypeModel to, List<Dropped> dropped) {
        for (AttributeModel attribute : from.attributes()) {
            String value = element.attribute(attribute.name());
            if (value != null && to.attribute(attribute.name()).isEmpty()) {
                Loss loss = new Loss(path.attribute(attribute.name()), attribute.label(), value);
                dropped.add(new Dropped(loss, element, attribute.name(), false));
            }
        }
        if (from.text() != null && to.text() == null && !text(element).isBlank()) {
            Loss loss = new Loss(path, from.label(), Values.shown(text(element), from.text()));
            dropped.add(new Dropped(loss, element, null, true));
        }
        Map<String, Integer> count = new HashMap<>();
        for (Element child : element.childElements().toList()) {
            ElementModel before = EditedDocument.declaration(child, from).orElse(null);
            if (before == null) {
                continue;
            }
            FieldPath childPath = path.child(before.name(), count.merge(before.name(), 1, Integer::sum));
            ElementModel after = EditedDocument.declaration(child, to).orElse(null);
            TypeModel beforeType = before.type() == null
                    ? null
                    : document.type(child, before.type()).orElse(null);
            TypeModel afterType = after == null || after.type() == null
                    ? null
                    : document.type(child, after.type()).orElse(null);
            if (after == null || (beforeType == null) != (afterType == null)) {
                String all = allText(child).strip().replaceAll("\\s+", " ");
                dropped.add(new Dropped(new Loss(childPath, before.label(), all), child, null, false));
            } else if (beforeType != null && !beforeType.equals(afterType)) {
                drop(child, childPath, beforeType, afterType, dropped);
            }
        }
    }

    private static String allText(Element element) {
        StringBuilder all = new StringBuilder();
        element.children().forEach(child -> {
            if (child instanceof Text text) {
                all.append(text.content());
            } else if (child instanceof Element within) {
                all.append(' ').append(allText(within)).append(' ');
            }
        });
        return all.toString();
    }

    /** Puts the elements that the type knows into its order; the others keep their places. */
    private static void sort(Element element, TypeModel type) {
        List<Element> known = element.childElements()
                .filter(child -> EditedDocument.declaration(child, type).isPresent())
                .toList();
        List<Element> sorted = new ArrayList<>(known);
        sorted.sort(java.util.Comparator.comparingInt(child ->
                type.elements().indexOf(EditedDocument.declaration(child, type).orElseThrow())));
        if (!known.isEmpty()) {
            reorder(known, sorted);
        }
    }

    // ---- rows of a grid

    private void rows(Edit.Rows edit) throws EditRefusedException {
        FieldPath owner = edit.path().parent();
        Spot parent = ensure(owner);
        ElementModel declared = declared(parent, edit.path().last().name());
        if (declared.type() == null || !document.model().isA(declared.type(), FormModel.PARAM)) {
            throw new EditRefusedException("'" + declared.label() + "' is not a list of columns or parameters.");
        }
        List<Element> there = EditedDocument.children(parent.element(), declared);
        Map<String, Deque<FieldPath>> byName = new HashMap<>();
        for (int i = 1; i <= there.size(); i++) {
            FieldPath path = owner.child(declared.name(), i);
            String name = spots.find(path.child("name", 1))
                    .map(spot -> Values.shown(text(spot.element()), spot.value()))
                    .orElse("");
            byName.computeIfAbsent(name, key -> new ArrayDeque<>()).add(path);
        }
        List<Element> wanted = new ArrayList<>();
        int next = there.size();
        for (ColumnGrid.Row row : edit.grid().rows()) {
            Deque<FieldPath> same = byName.getOrDefault(row.name(), new ArrayDeque<>());
            FieldPath path = same.isEmpty() ? owner.child(declared.name(), ++next) : same.poll();
            Spot spot = ensure(path);
            for (ColumnGrid.Header header : edit.grid().headers()) {
                if (header.appliesTo(spot.type())) {
                    set(header.path(path), row.cells().getOrDefault(header, ""));
                }
            }
            wanted.add(spot.element());
        }
        Set<Element> kept = new HashSet<>(wanted);
        there.stream().filter(element -> !kept.contains(element)).forEach(element -> element.parent()
                .removeChild(element));
        reorder(EditedDocument.children(parent.element(), declared), wanted);
    }
}
