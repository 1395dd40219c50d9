package edu.stsci.mast.registry.schemas.form;

import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * A type of elements that have attributes or elements within.
 *
 * @param name its name; the local name of a type without one says where it is declared, as {@code Resource/curation} would
 * @param label the name for people
 * @param help what it is for, in the schema's words; empty when it does not say
 * @param base the type that it extends or restricts; null when that is no type of its own
 * @param named whether it has a name, so that {@code xsi:type} may use it
 * @param isAbstract whether an element has to name a type derived from it
 * @param elements its elements, those of its base first, in the order in which a document has to have them
 * @param attributes its attributes, those of its base included
 * @param text what the text of its elements may say; null when they hold no text
 */
public record TypeModel(
        QName name,
        String label,
        String help,
        QName base,
        boolean named,
        boolean isAbstract,
        List<ElementModel> elements,
        List<AttributeModel> attributes,
        ValueType text) {
    /** Copies the lists. */
    public TypeModel {
        elements = List.copyOf(elements);
        attributes = List.copyOf(attributes);
    }

    /** The element of this name, or empty when the type has none. */
    public Optional<ElementModel> element(String namespace, String local) {
        return elements.stream()
                .filter(e -> e.name().equals(local) && e.namespace().equals(namespace))
                .findFirst();
    }

    /** The attribute of this name in no namespace, or empty when the type has none. */
    public Optional<AttributeModel> attribute(String local) {
        return attributes.stream()
                .filter(a -> a.name().equals(local) && a.namespace().isEmpty())
                .findFirst();
    }
}
