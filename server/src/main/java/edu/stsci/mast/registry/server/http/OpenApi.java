package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.server.accounts.Requires;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /api/openapi.json}: what can be asked under {@code /api}, as OpenAPI 3.1 has it. It is made from the resource methods themselves, so
 * that none is missing, and from what {@link ApiDoor} says of them.
 */
@Path("/api/openapi.json")
public final class OpenApi {
    private static final String TOKEN = "token";

    /** A part of a path with what it must look like, in which there may be braces, too. */
    private static final Pattern PATTERN = Pattern.compile("\\{\\s*(\\w+)\\s*:(?:[^{}]|\\{[^{}]*})*}");

    private final Map<String, Object> document;

    /**
     * The document of these resources, of which those under {@code /api} count; it describes itself, too.
     *
     * @param name the registry's name
     * @param url the registry's address, without a slash at the end
     */
    public OpenApi(Collection<?> resources, String name, String url) {
        Stream<Class<?>> classes = Stream.concat(resources.stream().map(Object::getClass), Stream.of(OpenApi.class));
        this.document = document(
                classes.filter(OpenApi::isApi)
                        .sorted(Comparator.comparing(
                                type -> type.getAnnotation(Path.class).value()))
                        .toList(),
                name,
                url);
    }

    private static boolean isApi(Class<?> type) {
        Path path = type.getAnnotation(Path.class);
        return path != null && path.value().startsWith("/api/");
    }

    /** The document. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ApiDoor(value = "This description, in OpenAPI 3.1.", answer = Object.class)
    public Map<String, Object> get() {
        return document;
    }

    private static Map<String, Object> document(List<Class<?>> types, String name, String url) {
        JsonSchemas schemas = new JsonSchemas();
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Class<?> type : types) {
            for (Method method : type.getMethods()) {
                verb(method).ifPresent(verb -> paths.computeIfAbsent(path(type, method), path -> new TreeMap<>())
                        .merge(verb.toLowerCase(Locale.ROOT), operation(type, method, schemas), OpenApi::together));
            }
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("openapi", "3.1.0");
        whole.put(
                "info",
                Map.of(
                        "title",
                        name,
                        "version",
                        "1",
                        "description",
                        "Searches, harvests and checks are open to all. What changes records, or tells of drafts, needs a token, which"
                                + " members of staff make at /staff/account. Times are in UTC; what is not known is null."));
        whole.put("servers", List.of(Map.of("url", url)));
        whole.put("paths", paths);
        Map<String, Object> problem = schemas.of(ErrorAnswers.Problem.class);
        whole.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.named(),
                        "responses",
                        Map.of(
                                "problem",
                                Map.of(
                                        "description",
                                        "Why it was not done, in a sentence.",
                                        "content",
                                        Map.of(MediaType.APPLICATION_JSON, Map.of("schema", problem)))),
                        "securitySchemes",
                        Map.of(TOKEN, Map.of("type", "http", "scheme", "bearer"))));
        return whole;
    }

    /** Two methods that answer one request when it is sent in different formats; one of them is described. */
    @SuppressWarnings("unchecked")
    private static Object together(Object a, Object b) {
        Map<String, Object> one = (Map<String, Object>) a;
        Map<String, Object> other = (Map<String, Object>) b;
        boolean first = !one.get("summary").equals("");
        Map<String, Object> described = new LinkedHashMap<>(first ? one : other);
        Map<String, Object> content = new TreeMap<>();
        for (Map<String, Object> operation : List.of(one, other)) {
            content.putAll((Map<String, Object>) ((Map<String, Object>) operation.get("requestBody")).get("content"));
        }
        described.put("requestBody", Map.of("required", true, "content", content));
        return described;
    }

    /** The HTTP method that a resource method answers. */
    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    /** A path as OpenAPI has it: what a part must look like stands elsewhere. */
    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        String whole = type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        return PATTERN.matcher(whole.replaceAll("/+", "/")).replaceAll("{$1}");
    }

    private static Map<String, Object> operation(Class<?> type, Method method, JsonSchemas schemas) {
        ApiDoor door = method.getAnnotation(ApiDoor.class);
        Optional<Requires> requires = Optional.ofNullable(method.getAnnotation(Requires.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(Requires.class)));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put(
                "operationId",
                type.getSimpleName().replace("Api", "").toLowerCase(Locale.ROOT) + "-" + method.getName());
        operation.put("tags", List.of(type.getAnnotation(Path.class).value().split("/")[2]));
        operation.put("summary", door == null ? "" : door.value());
        requires.ifPresent(right -> operation.put(
                "description", "Needs the right to " + right.value().name().toLowerCase(Locale.ROOT) + "."));
        operation.put("security", requires.isPresent() ? List.of(Map.of(TOKEN, List.of())) : List.of());
        List<Object> parameters = parameters(method, door);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        List<String> taken = types(method.getAnnotation(Consumes.class), type.getAnnotation(Consumes.class));
        if (!taken.isEmpty()) {
            operation.put(
                    "requestBody",
                    Map.of(
                            "required",
                            true,
                            "content",
                            taken.stream()
                                    .collect(Collectors.toMap(
                                            t -> t, t -> Map.of("schema", Map.of("type", "string"))))));
        }
        operation.put("responses", responses(type, method, door, schemas));
        return operation;
    }

    private static List<String> types(Consumes own, Consumes all) {
        Consumes which = own == null ? all : own;
        return which == null ? List.of() : List.of(which.value());
    }

    private static Map<String, Object> responses(Class<?> type, Method method, ApiDoor door, JsonSchemas schemas) {
        int status = door == null ? 200 : door.status();
        Map<String, Object> content = new TreeMap<>();
        Produces produces =
                Optional.ofNullable(method.getAnnotation(Produces.class)).orElse(type.getAnnotation(Produces.class));
        if (produces != null && status != 204) {
            for (String media : produces.value()) {
                boolean json = media.equals(MediaType.APPLICATION_JSON);
                content.put(media, Map.of("schema", json ? answer(method, door, schemas) : Map.of("type", "string")));
            }
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                Integer.toString(status),
                content.isEmpty()
                        ? Map.of("description", "It was done.")
                        : Map.of("description", "The answer.", "content", content));
        responses.put("default", Map.of("$ref", "#/components/responses/problem"));
        return responses;
    }

    private static Map<String, Object> answer(Method method, ApiDoor door, JsonSchemas schemas) {
        return door != null && door.answer() != Void.class
                ? schemas.of(door.answer())
                : method.getReturnType() == Response.class ? Map.of() : schemas.of(method.getGenericReturnType());
    }

    private static List<Object> parameters(Method method, ApiDoor door) {
        Map<String, ApiDoor.Parameter> words = Arrays.stream(
                        door == null ? new ApiDoor.Parameter[0] : door.parameters())
                .collect(Collectors.toMap(ApiDoor.Parameter::name, p -> p, (a, b) -> a, LinkedHashMap::new));
        List<Object> all = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            for (Annotation annotation : parameter.getAnnotations()) {
                if (annotation instanceof PathParam path) {
                    boolean number = parameter.getType() == long.class;
                    all.add(parameter("path", path.value(), words.remove(path.value()), number, Optional.empty()));
                } else if (annotation instanceof QueryParam query) {
                    all.add(parameter(
                            "query",
                            query.value(),
                            words.remove(query.value()),
                            false,
                            Optional.ofNullable(parameter.getAnnotation(DefaultValue.class))
                                    .map(DefaultValue::value)));
                } else if (annotation instanceof HeaderParam header) {
                    all.add(parameter("header", header.value(), words.remove(header.value()), false, Optional.empty()));
                }
            }
        }
        words.values().forEach(word -> all.add(parameter("query", word.name(), word, false, Optional.empty())));
        return all;
    }

    private static Map<String, Object> parameter(
            String in, String name, ApiDoor.Parameter words, boolean isNumber, Optional<String> usual) {
        boolean number = isNumber || words != null && words.number();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", number ? "integer" : "string");
        usual.filter(value -> !value.isEmpty())
                .ifPresent(value -> schema.put("default", number ? (Object) Long.valueOf(value) : value));
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        if (words != null) {
            parameter.put("description", words.value());
        }
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        parameter.put("schema", schema);
        return parameter;
    }
}
