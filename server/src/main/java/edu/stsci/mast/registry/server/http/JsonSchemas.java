package edu.stsci.mast.registry.server.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import edu.stsci.mast.registry.model.Ivoid;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** JSON Schemas (2020-12) of what {@link JsonWriter} writes, by the same properties. For one thread. */
final class JsonSchemas {
    private static final String PLACE = "#/components/schemas/";

    private final Map<String, Object> named = new TreeMap<>();

    /** The schemas of all types that were asked for, and of those within them, by their names. */
    Map<String, Object> named() {
        return named;
    }

    /** The schema of a type, or a reference to it. */
    Map<String, Object> of(Type type) {
        return of(JsonWriter.type(type));
    }

    private Map<String, Object> of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == Optional.class) {
            return orNull(of(type.containedTypeOrUnknown(0)));
        } else if (raw == OptionalLong.class || raw == OptionalInt.class) {
            return orNull(Map.of("type", "integer"));
        } else if (raw == OptionalDouble.class) {
            return orNull(Map.of("type", "number"));
        } else if (type.isEnumType()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(raw.getEnumConstants())
                            .map(e -> ((Enum<?>) e).name())
                            .toList());
        } else if (type.isMapLikeType()) {
            return Map.of("type", "object", "additionalProperties", of(type.getContentType()));
        } else if (type.isCollectionLikeType() || type.isArrayType()) {
            return Map.of("type", "array", "items", of(type.getContentType()));
        } else if (CharSequence.class.isAssignableFrom(raw) || raw == Ivoid.class || raw == URI.class) {
            return Map.of("type", "string");
        } else if (raw == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (Temporal.class.isAssignableFrom(raw) || raw == Duration.class) {
            return Map.of("type", "string");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            boolean whole = raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class;
            return Map.of("type", whole ? "integer" : "number");
        } else if (raw == Object.class) {
            return Map.of();
        }
        return Map.of("$ref", PLACE + object(type));
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private String object(JavaType type) {
        Class<?> raw = type.getRawClass();
        String name =
                (raw.getEnclosingClass() == null ? "" : raw.getEnclosingClass().getSimpleName() + ".")
                        + raw.getSimpleName();
        if (!named.containsKey(name)) {
            named.put(name, Map.of()); // for types that have themselves within
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> always = new ArrayList<>();
            for (BeanPropertyDefinition property : JsonWriter.properties(type)) {
                properties.put(property.getName(), of(property.getPrimaryType()));
                always.add(property.getName());
            }
            named.put(name, Map.of("type", "object", "properties", properties, "required", always));
        }
        return name;
    }
}
