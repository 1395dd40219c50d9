package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interface for programs: its description, records that are checked without being stored, and many records at once. */
class ApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HST = "ivo://archive.stsci.edu/hst";
    private static final String LINES = "application/x-ndjson";

    @TempDir
    static Path folder;

    private static Registry registry;
    private static ApiScript script;

    @BeforeAll
    static void start() {
        registry = TestRegistry.start(folder.resolve("data"));
        registry.loadExamples("mast");
        script = new ApiScript(registry, StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu"));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return JSON.readTree(answer.body());
    }

    private static JsonNode description() throws Exception {
        return json(script.send(Right.READ, "GET", "/api/openapi.json", ""));
    }

    private static String text(String ivoid) {
        return new String(
                registry.storage()
                        .masterCopy()
                        .find(Ivoid.of(ivoid))
                        .orElseThrow()
                        .document(),
                StandardCharsets.UTF_8);
    }

    private static int version(String ivoid) {
        return registry.storage()
                .masterCopy()
                .find(Ivoid.of(ivoid))
                .orElseThrow()
                .version();
    }

    /** The hst record as another one. */
    private static String as(String ivoid, String title) {
        return text(HST).replace(HST + "<", ivoid + "<").replaceFirst("<title>[^<]*", "<title>" + title);
    }

    private static String line(String document, String key, Object value) throws Exception {
        return JSON.writeValueAsString(Map.of("document", document, key, value)) + "\n";
    }

    // ---- the description

    @Test
    void everyDoorOfTheApiIsDescribed() throws Exception {
        JsonNode description = description();
        assertThat(description.path("openapi").asText()).isEqualTo("3.1.0");
        Set<String> described = new TreeSet<>();
        description.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> described.add(verb + " " + path.getKey())));
        Set<String> doors = new TreeSet<>();
        for (Method method : methodsOfTheApi()) {
            doors.add(verb(method) + " " + path(method));
        }
        assertThat(doors).hasSizeGreaterThan(25);
        assertThat(described).isEqualTo(doors);
    }

    @Test
    void theDescriptionSaysAllInWords() throws Exception {
        Set<String> names = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        description().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(verb -> {
                    JsonNode operation = verb.getValue();
                    String door = verb.getKey() + " " + path.getKey();
                    if (!names.add(operation.path("operationId").asText())) {
                        wrong.add(door + " has the name of another one");
                    }
                    if (!operation.path("summary").asText().endsWith(".")) {
                        wrong.add(door + " has no summary");
                    }
                    operation.path("parameters").forEach(parameter -> {
                        boolean inPath = path.getKey()
                                .contains("{" + parameter.path("name").asText() + "}");
                        if (!parameter.path("description").asText().endsWith(".")
                                || inPath != parameter.path("in").asText().equals("path")) {
                            wrong.add(door + ": " + parameter);
                        }
                    });
                    operation.path("responses").forEach(response -> response.path("content")
                            .path("application/json")
                            .path("schema")
                            .fieldNames()
                            .forEachRemaining(name -> assertThat(name).isIn("$ref", "type", "items", "anyOf")));
                }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void allReferencesOfTheDescriptionLeadSomewhere() throws Exception {
        JsonNode description = description();
        List<String> references = description.findValuesAsText("$ref");
        assertThat(references).hasSizeGreaterThan(30).allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    /** What is answered has the properties that are described, and no others. */
    @Test
    void answersAreAsDescribed() throws Exception {
        JsonNode description = description();
        for (String[] door : new String[][] {
            {"/api/search?q=hubble&rows=2", "/api/search"},
            {"/api/suggest?q=hub", "/api/suggest"},
            {"/api/records?rows=2", "/api/records"},
            {"/api/drafts", "/api/drafts"},
            {"/api/checks", "/api/checks"},
            {"/api/checks/ours", "/api/checks/{registry}"},
            {"/api/harvest/sources", "/api/harvest/sources"},
            {"/api/harvest/anomalies", "/api/harvest/anomalies"},
            {"/api/harvest/discovery", "/api/harvest/discovery"},
            {"/api/harvest/quarantine", "/api/harvest/quarantine"},
            {"/api/records/archive.stsci.edu/hst", "/api/records/{ivoid}"},
        }) {
            HttpResponse<String> answer = script.send(Right.READ, "GET", door[0], "", "Accept", "application/json");
            assertThat(answer.statusCode()).as(door[0]).isEqualTo(200);
            JsonNode schema = description
                    .path("paths")
                    .path(door[1])
                    .path("get")
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            assertThat(schema.isMissingNode()).as(door[1]).isFalse();
            List<String> wrong = new ArrayList<>();
            compare(description, schema, json(answer), door[1], wrong);
            assertThat(wrong).isEmpty();
        }
    }

    private static void compare(
            JsonNode description, JsonNode schema, JsonNode value, String place, List<String> wrong) {
        if (schema.has("$ref")) {
            compare(description, description.at(schema.path("$ref").asText().substring(1)), value, place, wrong);
        } else if (schema.has("anyOf")) {
            if (!value.isNull()) {
                compare(description, schema.path("anyOf").path(0), value, place, wrong);
            }
        } else if (schema.path("type").asText().equals("array")) {
            if (!value.isArray()) {
                wrong.add(place + " is no array");
            }
            value.forEach(item -> compare(description, schema.path("items"), item, place + "[]", wrong));
        } else if (schema.has("properties")) {
            Set<String> there = new TreeSet<>();
            value.fieldNames().forEachRemaining(there::add);
            Set<String> wanted = new TreeSet<>();
            schema.path("properties").fieldNames().forEachRemaining(wanted::add);
            if (!there.equals(wanted)) {
                wrong.add(place + " has " + there + ", not " + wanted);
            }
            wanted.forEach(name -> compare(
                    description, schema.path("properties").path(name), value.path(name), place + "." + name, wrong));
        } else if (schema.has("type")) {
            String type = schema.path("type").asText();
            boolean right =
                    switch (type) {
                        case "string" -> value.isTextual();
                        case "integer" -> value.isIntegralNumber();
                        case "number" -> value.isNumber();
                        case "boolean" -> value.isBoolean();
                        default -> value.isObject();
                    };
            if (!right) {
                wrong.add(place + " is no " + type + ": " + value);
            }
        }
    }

    private static List<Method> methodsOfTheApi() {
        List<Method> methods = new ArrayList<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("edu.stsci.mast.registry.server")) {
            Class<?> type = found.reflect();
            jakarta.ws.rs.Path path = type.getAnnotation(jakarta.ws.rs.Path.class);
            if (path != null && path.value().matches("/*api(/.*)?")) {
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !verb(method).isEmpty())
                        .forEach(methods::add);
            }
        }
        return methods;
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** A method's path, by the names of its parameters rather than by the path's own text. */
    private static String path(Method method) {
        jakarta.ws.rs.Path own = method.getAnnotation(jakarta.ws.rs.Path.class);
        String path = method.getDeclaringClass()
                        .getAnnotation(jakarta.ws.rs.Path.class)
                        .value()
                + (own == null ? "" : "/" + own.value());
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            PathParam name = parameter.getAnnotation(PathParam.class);
            if (name != null) {
                int begin = path.indexOf("{" + name.value());
                int depth = 0;
                int end = begin;
                do {
                    depth += path.charAt(end) == '{' ? 1 : path.charAt(end) == '}' ? -1 : 0;
                    end++;
                } while (depth > 0);
                path = path.substring(0, begin) + "{" + name.value() + "}" + path.substring(end);
            }
        }
        return path;
    }

    // ---- records that are checked

    @Test
    void recordsAreCheckedWithoutBeingStored() throws Exception {
        String wrong = as("ivo://archive.stsci.edu/only-checked", "").replaceFirst("<title></title>", "");
        JsonNode report = json(script.send(Right.READ, "POST", "/api/validate", wrong));
        assertThat(report.path("tally").path("records").asInt()).isEqualTo(1);
        assertThat(report.path("tally").path("faulty").asInt()).isEqualTo(1);
        JsonNode record = report.path("records").path(0);
        assertThat(record.path("ivoid").asText()).isEqualTo("ivo://archive.stsci.edu/only-checked");
        assertThat(record.path("findings").findValuesAsText("code")).contains("schema", "RES-06");
        assertThat(report.path("counts").path("RES-06").asInt()).isEqualTo(1);
        assertThat(registry.storage().masterCopy().find(Ivoid.of("ivo://archive.stsci.edu/only-checked")))
                .isEmpty();

        JsonNode errors = json(script.send(Right.READ, "POST", "/api/validate?severity=error", wrong));
        assertThat(errors.findValuesAsText("severity")).containsOnly("ERROR");
        assertThat(script.send(Right.READ, "POST", "/api/validate?severity=grave", wrong)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void manyRecordsAndWhatIsNoneAreChecked() throws Exception {
        String list = "<ri:VOResources xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\">" + text(HST)
                + as("ivo://archive.stsci.edu/another", "T") + "</ri:VOResources>";
        JsonNode report = json(script.send(Right.READ, "POST", "/api/validate", list));
        assertThat(report.path("tally").path("records").asInt()).isEqualTo(2);

        JsonNode broken = json(script.send(Right.READ, "POST", "/api/validate", text(HST) + "<"));
        assertThat(broken.path("tally").path("unreadable").asInt()).isEqualTo(1);
        assertThat(broken.path("records").findValuesAsText("trouble").toString())
                .contains("The text, line")
                .doesNotContain("/tmp", ".xml");
        JsonNode other = json(script.send(Right.READ, "POST", "/api/validate", "<a/>"));
        assertThat(other.toString()).contains("The root element is 'a'");
    }

    // ---- many records

    @Test
    void manyRecordsArePublishedEachByItself() throws Exception {
        String fresh = "ivo://archive.stsci.edu/bulk/new";
        int before = version("ivo://archive.stsci.edu/iue");
        String changed = text("ivo://archive.stsci.edu/iue").replaceFirst("<title>[^<]*", "<title>IUE in bulk");
        String lines = line(changed, "ifMatch", before)
                + line(as(fresh, "A new one"), "ifNoneMatch", "*")
                + line(as("ivo://archive.stsci.edu/euve", "Overwritten"), "ifMatch", "77")
                + line(as(fresh + "2", "x").replaceFirst("<title>[^<]*</title>", ""), "ifNoneMatch", "*")
                + line(as("ivo://other.example/x", "Not ours"), "ifNoneMatch", "*")
                + line(changed, "reason", "no version")
                + line("<broken", "ifNoneMatch", "*")
                + "{\"ifMatch\": 3}\n";
        JsonNode tried =
                json(script.send(Right.PUBLISH, "POST", "/api/bulk?dry-run=true", lines, "Content-Type", LINES));
        assertThat(tried.path("records").findValuesAsText("status"))
                .containsExactly("200", "201", "412", "422", "403", "428", "422", "422");
        assertThat(version("ivo://archive.stsci.edu/iue")).isEqualTo(before);
        assertThat(registry.storage().masterCopy().find(Ivoid.of(fresh))).isEmpty();

        HttpResponse<String> answer =
                script.send(Right.PUBLISH, "POST", "/api/bulk?reason=all+at+once", lines, "Content-Type", LINES);
        JsonNode report = json(answer);
        assertThat(report.path("records").findValuesAsText("status"))
                .containsExactly("200", "201", "412", "422", "403", "428", "422", "422");
        assertThat(report.path("published").asInt()).isEqualTo(2);
        assertThat(report.path("refused").asInt()).isEqualTo(6);
        assertThat(report.path("records").path(0).path("version").asInt()).isEqualTo(before + 1);
        assertThat(report.path("records").path(2).path("error").asText()).contains("it has version");
        assertThat(report.path("records").path(3).path("findings").findValuesAsText("code"))
                .contains("RES-06");
        assertThat(text("ivo://archive.stsci.edu/iue")).contains("IUE in bulk");
        assertThat(registry.storage()
                        .masterCopy()
                        .history(Ivoid.of(fresh))
                        .get(0)
                        .reason())
                .isEqualTo("all at once");
        assertThat(text("ivo://archive.stsci.edu/euve")).doesNotContain("Overwritten");
    }

    @Test
    void manyRecordsMayComeAsXml() throws Exception {
        String fresh = "ivo://archive.stsci.edu/bulk/xml";
        String xml = "<records><record if-none-match=\"*\">" + as(fresh, "By XML") + "</record>"
                + "<record if-match=\"99\">" + text("ivo://archive.stsci.edu/fuse") + "</record>"
                + text("ivo://archive.stsci.edu/fuse") + "</records>";
        JsonNode report = json(script.send(Right.PUBLISH, "POST", "/api/bulk", xml));
        assertThat(report.path("records").findValuesAsText("status")).containsExactly("201", "412", "428");
        assertThat(text(fresh)).contains("By XML");

        JsonNode cut = json(script.send(
                Right.PUBLISH,
                "POST",
                "/api/bulk",
                xml.replace(fresh, fresh + "2").replace("</records>", "")));
        assertThat(cut.path("records").findValuesAsText("status")).containsExactly("201", "412", "428", "400");
        assertThat(cut.path("records").path(3).path("error").asText()).startsWith("The XML cannot be read: ");
    }

    @Test
    void whatIsNoRequestForManyIsRefused() throws Exception {
        assertThat(script.send(Right.PUBLISH, "POST", "/api/bulk", "", "Content-Type", LINES)
                        .statusCode())
                .isEqualTo(400);
        assertThat(script.send(Right.PUBLISH, "POST", "/api/bulk?dry-run=perhaps", "{}", "Content-Type", LINES)
                        .statusCode())
                .isEqualTo(400);
        assertThat(script.send(Right.PUBLISH, "POST", "/api/bulk", "x", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(415);
        JsonNode noJson = json(script.send(Right.PUBLISH, "POST", "/api/bulk", "{}\n{x}\n", "Content-Type", LINES));
        assertThat(noJson.path("records").findValuesAsText("status")).containsExactly("422", "400");
        assertThat(noJson.path("records").path(1).path("error").asText()).startsWith("Line 2 is no JSON");
    }
}
