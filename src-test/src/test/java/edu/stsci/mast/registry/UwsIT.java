package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.RawHttp.Answer;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.uws.ErrorDocuments;
import edu.stsci.mast.registry.search.uws.JobContext;
import edu.stsci.mast.registry.search.uws.JobError;
import edu.stsci.mast.registry.search.uws.JobFailedException;
import edu.stsci.mast.registry.search.uws.JobLimits;
import edu.stsci.mast.registry.search.uws.Jobs;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.http.HttpServer;
import edu.stsci.mast.registry.server.http.Senders;
import edu.stsci.mast.registry.server.http.UwsResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Node;
import org.xmlunit.builder.Input;
import org.xmlunit.util.Convert;
import org.xmlunit.xpath.JAXPXPathEngine;

/** Jobs over HTTP as clients really use them. Sections without the name of a standard are those of UWS 1.1. */
class UwsIT {
    private static final String JOBS = "/tap/async";
    private static final int THREADS = 4;

    @TempDir
    static Path folder;

    /** For work that waits, by the parameter KEY. */
    private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

    private static Jobs jobs;
    private static HttpServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        jobs = Jobs.open(
                folder.resolve("jobs"),
                new JobLimits(
                        4, 100, 1000, Duration.ofHours(1), Duration.ofDays(7), 1_000_000, 1_000_000, 50, 1000, 100),
                UwsIT::work,
                ErrorDocuments.TEXT,
                Clock.systemUTC());
        server = HttpServer.bind(
                new RegistrySettings.Http(
                        "127.0.0.1",
                        0,
                        "",
                        List.of(),
                        THREADS,
                        Duration.ofSeconds(5),
                        new RegistrySettings.Connections(1000, 100, Duration.ofSeconds(20), Duration.ofSeconds(20)),
                        RegistrySettings.Tls.NONE),
                folder.resolve("http"));
        server.start(Set.of(new UwsResource(
                jobs,
                URI.create(server.url() + JOBS),
                new Senders(List.of()),
                request -> Optional.ofNullable(request.getHeader("X-Test-User")),
                Set.of("UPLOAD"))));
        http = new RawHttp(URI.create(server.localUrl()));
    }

    @AfterAll
    static void stop() throws IOException {
        LATCHES.values().forEach(CountDownLatch::countDown);
        jobs.close();
        server.close();
    }

    private static void work(JobContext job) throws Exception {
        String query = String.join(" ", job.values("QUERY"));
        if (query.startsWith("wait ")) {
            LATCHES.computeIfAbsent(query, q -> new CountDownLatch(1)).await();
        } else if (query.equals("fail")) {
            throw new JobFailedException(JobError.Type.FATAL, "No table \u0001 here <&>", null);
        }
        try (OutputStream out = job.openResult("result", "application/x-votable+xml")) {
            out.write(("<VOTABLE>" + query + "</VOTABLE>").getBytes(StandardCharsets.UTF_8));
            if (job.upload("t1").isPresent()) {
                Files.copy(job.upload("t1").get(), out);
            }
        }
    }

    private static void release(String query) {
        LATCHES.computeIfAbsent(query, q -> new CountDownLatch(1)).countDown();
    }

    /** An XML answer: valid against the official schema. */
    private static final class Document {
        private final String text;
        private final Node node;
        private final JAXPXPathEngine xpath = new JAXPXPathEngine();

        Document(Answer answer) throws Exception {
            text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElseThrow().toLowerCase().replace(" ", ""))
                    .isEqualTo("text/xml;charset=utf-8");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(bytes)))
                    .as(text)
                    .isEmpty();
            node = Convert.toNode(Input.fromByteArray(bytes).build());
            xpath.setNamespaceContext(Map.of(
                    "uws", "http://www.ivoa.net/xml/UWS/v1.0",
                    "xlink", "http://www.w3.org/1999/xlink",
                    "xsi", "http://www.w3.org/2001/XMLSchema-instance"));
        }

        String value(String expression) {
            return xpath.evaluate(expression, node);
        }
    }

    private static Document document(String target, String... headers) throws Exception {
        return new Document(http.get(target, headers));
    }

    /** Where an answer with status 303 leads to, as a path of this server. */
    private static String seen(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        String location = answer.header("Location").orElseThrow();
        assertThat(location).startsWith(server.url() + JOBS);
        return location.substring(server.url().length());
    }

    private static String create(String form) throws IOException {
        String job = seen(http.form(JOBS, form));
        assertThat(job).matches(JOBS + "/[0-9a-f]{32}");
        return job;
    }

    private static void awaitPhase(String job, String phase) {
        await().until(() -> http.get(job + "/phase").text().equals(phase));
    }

    private static Answer multipart(String target, String... parts) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            body.append("--frontier\r\nContent-Disposition: form-data; ")
                    .append(parts[i])
                    .append("\r\n\r\n")
                    .append(parts[i + 1])
                    .append("\r\n");
        }
        return http.send(
                "POST", target, body + "--frontier--\r\n", "Content-Type: multipart/form-data; boundary=frontier");
    }

    @Test
    void aClientCreatesRunsWaitsReadsAndDeletes() throws Exception {
        // The sequence of pyVO's AsyncTAPJob.
        String job = create("REQUEST=doQuery&LANG=ADQL&QUERY=wait+sequence&RUNID=my%20run");
        Document created = document(job);
        assertThat(created.value("/uws:job/uws:phase")).isEqualTo("PENDING");
        assertThat(created.value("/uws:job/@version")).isEqualTo("1.1");
        assertThat(created.value("/uws:job/uws:jobId")).isEqualTo(job.substring(JOBS.length() + 1));
        assertThat(created.value("/uws:job/uws:runId")).isEqualTo("my run");
        assertThat(created.value("/uws:job/uws:ownerId/@xsi:nil")).isEqualTo("true");
        assertThat(created.value("/uws:job/uws:executionDuration")).isEqualTo("3600");
        assertThat(created.value("count(/uws:job/uws:parameters/uws:parameter)"))
                .isEqualTo("3");
        seen(http.form(job + "/parameters", "query=wait+parameters"));
        assertThat(document(job).value("//uws:parameter[@id='query']")).isEqualTo("wait parameters");

        assertThat(seen(http.form(job + "/phase", "PHASE=RUN"))).isEqualTo(job);
        awaitPhase(job, "EXECUTING");
        CompletableFuture<Document> end = async(() -> document(job + "?WAIT=-1&PHASE=EXECUTING"));
        await().until(() -> jobs.waiting() > 0);
        assertThat(end).isNotDone();
        release("wait parameters");
        assertThat(end.join().value("/uws:job/uws:phase")).isEqualTo("COMPLETED");

        Document done = document(job);
        assertThat(done.value("//uws:result[@id='result']/@mime-type")).isEqualTo("application/x-votable+xml");
        assertThat(done.value("//uws:result/@size")).isEqualTo("34");
        assertThat(done.value("//uws:result/@xlink:href")).isEqualTo(server.url() + job + "/results/result");
        assertThat(document(job + "/results").value("/uws:results/uws:result/@id"))
                .isEqualTo("result");
        Answer result = http.get(job + "/results/result");
        assertThat(result.text()).isEqualTo("<VOTABLE>wait parameters</VOTABLE>");
        assertThat(result.header("Content-Type")).contains("application/x-votable+xml");
        assertThat(result.header("Content-Length")).contains("34");

        assertThat(seen(http.form(job, "ACTION=DELETE"))).isEqualTo(JOBS);
        Answer gone = http.get(job);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text()).startsWith("There is no job ").contains("deleted");
    }

    @Test
    void aJobCanBeCreatedRunning() throws Exception {
        // Section 2.2.3.1: PHASE=RUN also in the address
        for (String[] way : List.of(new String[] {"", "&PHASE=RUN"}, new String[] {"?PHASE=RUN", ""})) {
            String job = seen(http.form(JOBS + way[0], "QUERY=x" + way[1]));
            awaitPhase(job, "COMPLETED");
            assertThat(document(job).value("count(//uws:parameter)")).isEqualTo("1");
        }
    }

    @Test
    void controlParametersCountAtTheCreation() throws Exception {
        String job = create("QUERY=x&executionDuration=7&destruction=2020-01-01T00:00:00Z");
        assertThat(http.get(job).status()).as("destroyed long ago").isEqualTo(404);
        job = create("QUERY=x&executionDuration=7");
        assertThat(http.get(job + "/executionduration").text()).isEqualTo("7");
    }

    @Test
    void simpleValuesArePlainText() throws Exception {
        String job = create("QUERY=x");

        for (String name : List.of("phase", "quote", "executionduration", "destruction", "owner")) {
            Answer answer = http.get(job + "/" + name);
            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElseThrow().toLowerCase())
                    .startsWith("text/plain");
            assertThat(answer.text())
                    .as(name)
                    .matches(
                            switch (name) {
                                case "phase" -> "PENDING";
                                case "executionduration" -> "3600";
                                case "destruction" -> "[0-9]{4}-[0-9-]+T[0-9:.]+Z";
                                default -> "";
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2999-01-01T00:00:00Z, false",
        "2026-01-01T00:00:00, true",
        "2026-01-01T00:00:00.250+0100, true",
        "2026-01-01, true"
    })
    void destructionTimesComeInSeveralForms(String time, boolean past) throws Exception {
        String job = create("QUERY=x");

        assertThat(seen(http.form(job + "/destruction", "DESTRUCTION=" + time.replace("+", "%2B"))))
                .isEqualTo(job);

        assertThat(http.get(job).status()).isEqualTo(past ? 404 : 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/destruction       | DESTRUCTION=soon           | such as",
                "/destruction       | X=1                        | DESTRUCTION",
                "/executionduration | EXECUTIONDURATION=-5       | number of seconds",
                "/executionduration | EXECUTIONDURATION=long     | whole number",
                "/phase             | PHASE=COMPLETED            | RUN or ABORT",
                "/phase             | a=b                        | PHASE",
                "/parameters        | PHASE=RUN                  | /phase",
                "/parameters        | QUERY=%ff                  | cannot be decoded",
                "/parameters        | RUNID=%01                  | RUNID",
                "/parameters        | =x                         | name",
                "''                 | ACTION=EAT                 | DELETE",
            })
    void whatIsWrongIsToldAndChangesNothing(String path, String form, String words) throws Exception {
        String job = create("QUERY=x");
        String before = http.get(job).text();

        Answer answer = http.form(job + path, form);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains(words);
        assertThat(http.get(job).text()).isEqualTo(before);
    }

    @Test
    void aBadRequestCreatesNothing() throws Exception {
        int before = folder.resolve("jobs/jobs").toFile().list().length;

        assertThat(http.form(JOBS, "QUERY=x&PHASE=WALK").status()).isEqualTo(400);
        assertThat(http.form(JOBS, "QUERY=x&DESTRUCTION=never").status()).isEqualTo(400);
        assertThat(http.send("POST", JOBS, "{}", "Content-Type: application/json")
                        .status())
                .isEqualTo(415);
        assertThat(multipart(JOBS, "name=\"t\"; filename=\"t\"", "x".repeat(1_000_001))
                        .status())
                .isEqualTo(413);
        // each of them is small enough, both together are not
        assertThat(multipart(
                                JOBS,
                                "name=\"a\"; filename=\"a\"",
                                "x".repeat(600_000),
                                "name=\"b\"; filename=\"b\"",
                                "x".repeat(600_000))
                        .status())
                .isEqualTo(413);
        assertThat(http.send("POST", JOBS, "--x", "Content-Type: multipart/form-data; boundary=frontier")
                        .status())
                .isEqualTo(400);
        assertThat(http.send(
                                "POST",
                                JOBS,
                                "--frontier\r\nContent-Disposition: form-data; name=\"t\"; filename=\"t\"\r\n\r\nhalf",
                                "Content-Type: multipart/form-data; boundary=frontier")
                        .status())
                .as("cut off")
                .isEqualTo(400);
        assertThat(http.send("POST", JOBS, "x", "Content-Type: multipart/form-data")
                        .status())
                .isEqualTo(400);

        assertThat(folder.resolve("jobs/jobs").toFile().list()).hasSize(before);
        try (Stream<Path> left = Files.walk(folder.resolve("jobs/incoming"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void phasesDecideWhatIsPossible() throws Exception {
        // Section 2.2: 403 for what is illegal in the current state
        String job = create("QUERY=x&PHASE=RUN");
        awaitPhase(job, "COMPLETED");

        for (String[] request : List.of(
                new String[] {"/phase", "PHASE=RUN"},
                new String[] {"/phase", "PHASE=ABORT"},
                new String[] {"/parameters", "QUERY=y"},
                new String[] {"/executionduration", "EXECUTIONDURATION=5"})) {
            Answer answer = http.form(job + request[0], request[1]);
            assertThat(answer.status()).as(request[0]).isEqualTo(403);
            assertThat(answer.text()).contains("is COMPLETED and cannot be");
        }
        assertThat(http.form(job + "/destruction", "DESTRUCTION=2999-01-01T00:00:00Z")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void anAbortedJobSaysSo() throws Exception {
        String job = create("QUERY=wait+abort&PHASE=RUN");
        awaitPhase(job, "EXECUTING");

        assertThat(seen(http.form(job + "/phase", "PHASE=ABORT"))).isEqualTo(job);

        assertThat(document(job).value("/uws:job/uws:phase")).isEqualTo("ABORTED");
        assertThat(http.get(job + "/results/result").status()).isEqualTo(404);
        assertThat(seen(http.form(job + "/phase", "PHASE=ABORT"))).isEqualTo(job);
    }

    @Test
    void aFailedJobTellsWhy() throws Exception {
        String job = create("QUERY=fail&PHASE=RUN");
        awaitPhase(job, "ERROR");

        Document failed = document(job);
        assertThat(failed.value("//uws:errorSummary/@type")).isEqualTo("fatal");
        assertThat(failed.value("//uws:errorSummary/@hasDetail")).isEqualTo("true");
        assertThat(failed.value("//uws:errorSummary/uws:message")).isEqualTo("No table \uFFFD here <&>");
        assertThat(http.get(job + "/error").text()).isEqualTo("No table \u0001 here <&>\n");
        assertThat(http.get(create("QUERY=x") + "/error").status()).isEqualTo(404);
    }

    @Test
    void filesComeWithTheFormAndAreReachable() throws Exception {
        String job = seen(multipart(
                JOBS,
                "name=\"QUERY\"",
                "select \u00e9",
                "name=\"UPLOAD\"",
                "t1,param:t1",
                "name=\"t1\"; filename=\"a b.xml\"",
                "<b>\u00e9</b>"));
        Document created = document(job);
        assertThat(created.value("//uws:parameter[@id='QUERY']")).isEqualTo("select \u00e9");
        assertThat(created.value("//uws:parameter[@id='t1']/@byReference")).isEqualTo("true");
        String address = created.value("//uws:parameter[@id='t1']");
        assertThat(address).isEqualTo(server.url() + job + "/parameters/t1");
        Answer file = http.get(address.substring(server.url().length()));
        assertThat(file.text()).isEqualTo("<b>\u00e9</b>");
        assertThat(file.header("Content-Type")).contains("application/octet-stream");
        assertThat(file.header("Content-Disposition")).contains("attachment");

        seen(multipart(job + "/parameters", "name=\"UPLOAD\"", "t2,param:t2", "name=\"t2\"; filename=\"t2\"", "two"));
        assertThat(document(job + "/parameters").value("count(//uws:parameter[@id='UPLOAD'])"))
                .isEqualTo("2");
        seen(http.form(job + "/phase", "PHASE=RUN"));
        awaitPhase(job, "COMPLETED");
        assertThat(http.get(job + "/results/result").text()).endsWith("</VOTABLE><b>\u00e9</b>");
    }

    @Test
    void whatXmlCannotHoldIsGivenAsAnAddress() throws Exception {
        String job = create("QUERY=a%00b&N%C3%A4me%20%2F=x%01&TEXT=%3C%26%3E%0D%0A");

        Document created = document(job);

        assertThat(created.value("//uws:parameter[@id='TEXT']")).isEqualTo("<&>\r\n");
        assertThat(created.value("//uws:parameter[@id='QUERY']/@byReference")).isEqualTo("true");
        assertThat(http.get(job + "/parameters/query").text()).isEqualTo("a\u0000b");
        assertThat(created.value("//uws:parameter[@id='N\u00e4me /']")).endsWith("/parameters/N%C3%A4me%20%2F");
        assertThat(http.get(job + "/parameters/nothing").status()).isEqualTo(404);
    }

    @Test
    void theListIsEmptyForStrangersAndTheirOwnForOwners() throws Exception {
        create("QUERY=x");
        String ada = "X-Test-User: ada";
        String form = "Content-Type: application/x-www-form-urlencoded";
        String first = seen(http.send("POST", JOBS, "QUERY=x&RUNID=one", form, ada));
        String second = seen(http.send("POST", JOBS, "QUERY=x&PHASE=RUN", form, ada));
        await().until(() -> http.get(second + "/phase", ada).text().equals("COMPLETED"));

        assertThat(document(JOBS).value("count(/uws:jobs[@version='1.1']/*)")).isEqualTo("0");
        assertThat(document(JOBS, ada).value("count(/uws:jobs/uws:jobref)")).isEqualTo("2");
        Document pending = document(JOBS + "?PHASE=PENDING&phase=EXECUTING", ada);
        assertThat(pending.value("count(//uws:jobref)")).isEqualTo("1");
        assertThat(pending.value("//uws:jobref/@xlink:href")).isEqualTo(server.url() + first);
        assertThat(pending.value("//uws:jobref/uws:runId")).isEqualTo("one");
        assertThat(pending.value("//uws:jobref/uws:ownerId")).isEqualTo("ada");
        assertThat(document(JOBS + "?LAST=1", ada).value("//uws:jobref/@id"))
                .isEqualTo(second.substring(JOBS.length() + 1));
        String created = document(second, ada).value("//uws:creationTime");
        assertThat(document(JOBS + "?AFTER=" + created, ada).value("count(//uws:jobref)"))
                .isEqualTo("0");
        for (String wrong : List.of("PHASE=OLD", "AFTER=now", "LAST=0", "LAST=x")) {
            assertThat(http.get(JOBS + "?" + wrong).status()).as(wrong).isEqualTo(400);
        }

        // Section 3: 403 for the job of another
        for (String path : List.of("", "/phase", "/results/result", "/parameters", "/owner")) {
            assertThat(http.get(second + path).status()).isEqualTo(403);
        }
        assertThat(http.form(second, "ACTION=DELETE").status()).isEqualTo(403);
        assertThat(http.send("DELETE", second, null, "X-Test-User: bob").status())
                .isEqualTo(403);
        assertThat(http.get(second + "/owner", ada).text()).isEqualTo("ada");
        assertThat(seen(http.send("DELETE", second, null, ada))).isEqualTo(JOBS);
    }

    @Test
    void thoseWhoWaitHoldNoThread() throws Exception {
        String job = create("QUERY=x");
        int many = 5 * THREADS;
        List<CompletableFuture<Document>> waiting = IntStream.range(0, many)
                .mapToObj(i -> async(() -> document(job + "?WAIT=40&PHASE=PENDING")))
                .toList();
        await().until(() -> jobs.waiting() >= many);

        assertThat(http.get(job + "/phase").text()).isEqualTo("PENDING");
        seen(http.form(job + "/phase", "PHASE=ABORT"));

        for (CompletableFuture<Document> answer : waiting) {
            assertThat(answer.join().value("/uws:job/uws:phase")).isEqualTo("ABORTED");
        }
    }

    @Test
    void nobodyWaitsInVain() throws Exception {
        String job = create("QUERY=x");

        assertThat(document(job + "?WAIT=40&PHASE=QUEUED").value("//uws:phase")).isEqualTo("PENDING");
        assertThat(document(job + "?WAIT=0").value("//uws:phase")).isEqualTo("PENDING");
        assertThat(document(job + "?wait=1").value("//uws:phase")).isEqualTo("PENDING");
        for (String wrong : List.of("WAIT=-2", "WAIT=long", "WAIT=", "WAIT=1&PHASE=x")) {
            assertThat(http.get(job + "?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(http.get(JOBS + "/none?WAIT=40").status()).isEqualTo(404);
        CompletableFuture<Integer> gone = async(() -> http.get(job + "?WAIT=40").status());
        await().until(() -> jobs.waiting() > 0);
        http.send("DELETE", job, null);
        assertThat(gone.join()).isEqualTo(404);
    }

    @Test
    void headTellsTheSizeOfAResult() throws Exception {
        String job = create("QUERY=x&PHASE=RUN");
        awaitPhase(job, "COMPLETED");

        Answer head = http.send("HEAD", job + "/results/result", null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains("20");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void whatIsNoJobIsNotFound() throws Exception {
        for (String path : List.of("/0", "/../../etc", "/%2e%2e", "/" + "0".repeat(32))) {
            for (String more : List.of("", "/phase", "/results/result", "/results/..%2Fjob.json")) {
                assertThat(http.get(JOBS + path + more).status())
                        .as(path + more)
                        .isIn(404, 400);
            }
        }
        String job = create("QUERY=x");
        assertThat(http.get(job + "/results/..%2Fjob.json").status()).isIn(404, 400);
        assertThat(http.get(job + "/nothing").status()).isEqualTo(404);
        assertThat(http.send("PUT", job, "").status()).isEqualTo(405);
    }

    /** Something that may take long, by a thread of its own. */
    private static <T> CompletableFuture<T> async(java.util.concurrent.Callable<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(request.call());
            } catch (Exception | AssertionError e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
