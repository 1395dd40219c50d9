package edu.stsci.mast.registry.schemas.form;

import edu.stsci.mast.registry.schemas.VoNamespace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * The types of the official schemas. Immutable; read once for the process, at the first use, which takes about a second.
 *
 * <p>Types are named by {@link QName}s with their canonical prefix. {@link #written} and {@link #named} turn them into and from the form
 * that {@code xsi:type} has in the registry's documents.
 */
public final class FormModel {
    /** The root of all resource types. */
    public static final QName RESOURCE = new QName(VoNamespace.VR.uri(), "Resource", "vr");

    /** The root of all capability types, which stands for itself, too. */
    public static final QName CAPABILITY = new QName(VoNamespace.VR.uri(), "Capability", "vr");

    /** The root of all interface types. */
    public static final QName INTERFACE = new QName(VoNamespace.VR.uri(), "Interface", "vr");

    /** The root of the data types of a table's columns. */
    public static final QName COLUMN_TYPE = new QName(VoNamespace.VS.uri(), "TableDataType", "vs");

    /** What columns of tables and parameters of services have in common. */
    public static final QName PARAM = new QName(VoNamespace.VS.uri(), "BaseParam", "vs");

    /** Namespaces that records still use, and new ones should not. */
    private static final Set<VoNamespace> FORMER =
            Set.of(VoNamespace.VS_1_0, VoNamespace.SIA_1_0, VoNamespace.SSAP_1_0, VoNamespace.DOC_1, VoNamespace.OSN);

    private final Map<QName, TypeModel> types;

    FormModel(Map<QName, TypeModel> types) {
        this.types = Map.copyOf(types);
    }

    /** The process's model. */
    public static FormModel shared() {
        return Shared.MODEL;
    }

    private static final class Shared {
        static final FormModel MODEL = new FormModel(SchemaReader.types());
    }

    /** The type of this name; empty when no schema declares it. */
    public Optional<TypeModel> type(QName name) {
        return name == null ? Optional.empty() : Optional.ofNullable(types.get(name));
    }

    /** The type that an {@code xsi:type} with a canonical prefix names; of several versions the current one. */
    public Optional<TypeModel> named(String written) {
        int colon = written.indexOf(':');
        String prefix = colon < 0 ? "" : written.substring(0, colon);
        return Arrays.stream(VoNamespace.values())
                .filter(namespace -> namespace.prefix().equals(prefix))
                .map(namespace -> types.get(new QName(namespace.uri(), written.substring(colon + 1))))
                .filter(type -> type != null && type.named())
                .findFirst();
    }

    /** A type's name as {@code xsi:type} writes it with the canonical prefix. */
    public static String written(QName type) {
        return VoNamespace.ofUri(type.getNamespaceURI())
                .map(namespace -> namespace.prefix() + ":" + type.getLocalPart())
                .orElse(type.getLocalPart());
    }

    /** The types of resources that new records may have. */
    public List<TypeModel> resourceTypes() {
        return choices(RESOURCE);
    }

    /** The types of capabilities that new ones may have; the plain {@code vr:Capability} comes first. */
    public List<TypeModel> capabilityTypes() {
        return choices(CAPABILITY);
    }

    /** The types of interfaces that new ones may have. */
    public List<TypeModel> interfaceTypes() {
        return choices(INTERFACE);
    }

    /**
     * The types that a new element whose declared type is {@code declared} may name in {@code xsi:type}: itself and those derived from
     * it, without abstract ones and those of former namespaces. The declared type comes first, the others by their written names.
     */
    public List<TypeModel> choices(QName declared) {
        return types.values().stream()
                .filter(type -> type.named() && !type.isAbstract() && isA(type.name(), declared))
                .filter(type -> VoNamespace.ofUri(type.name().getNamespaceURI())
                        .filter(namespace -> !FORMER.contains(namespace))
                        .isPresent())
                .sorted(Comparator.comparing((TypeModel type) -> !type.name().equals(declared))
                        .thenComparing(type -> written(type.name())))
                .toList();
    }

    /** Whether a type is another one, or derived from it. */
    public boolean isA(QName type, QName ancestor) {
        for (QName name = type; name != null; name = base(name)) {
            if (name.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private QName base(QName name) {
        TypeModel type = types.get(name);
        return type == null ? null : type.base();
    }

    /** All types, in no order. */
    public List<TypeModel> types() {
        return List.copyOf(types.values());
    }

    /** The named types that can be reached from a type through elements and their derived types, itself included. */
    public Set<QName> reachable(QName from) {
        Set<QName> reached = new LinkedHashSet<>();
        reach(from, reached, new HashMap<>());
        return reached;
    }

    private void reach(QName from, Set<QName> reached, Map<QName, List<TypeModel>> known) {
        TypeModel type = types.get(from);
        if (type == null || !reached.add(from)) {
            return;
        }
        for (ElementModel element : type.elements()) {
            if (element.type() != null) {
                reach(element.type(), reached, known);
                known.computeIfAbsent(element.type(), this::choices)
                        .forEach(derived -> reach(derived.name(), reached, known));
            }
        }
    }
}
