package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TAP over HTTP, on a registry with the example records. */
class TapIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VOTABLE = """
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
            <FIELD name="id" datatype="char" arraysize="*"/>
            <DATA><TABLEDATA><TR><TD>ivo://archive.stsci.edu/hst</TD></TR></TABLEDATA></DATA>
            </TABLE></RESOURCE></VOTABLE>
            """;

    @TempDir
    static Path folder;

    private static Registry registry;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws InterruptedException {
        registry = TestRegistry.start(
                folder.resolve("data"), "registry.tap.sync-time", "2 s", "registry.tap.upload-bytes", 100_000);
        registry.loadExamples("mast");
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String encoded(String... pairs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : "&")
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(registry.url() + "/tap" + path));
    }

    private HttpResponse<String> query(String... pairs) throws IOException, InterruptedException {
        return send(at("/sync?" + encoded(pairs)));
    }

    private HttpResponse<String> multipart(String upload, String query) throws IOException, InterruptedException {
        String body = Stream.of(
                                part("LANG\"", "ADQL"),
                                part("RESPONSEFORMAT\"", "csv"),
                                part("UPLOAD\"", upload),
                                part("QUERY\"", query),
                                part("table\"; filename=\"t.xml\"", VOTABLE))
                        .reduce("", String::concat)
                + "--here--\r\n";
        return send(at("/sync")
                .header("Content-Type", "multipart/form-data; boundary=here")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String part(String name, String value) {
        return "--here\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n" + value + "\r\n";
    }

    @Test
    void answersByGetAndByPost() throws Exception {
        String[] query = {
            "REQUEST",
            "doQuery",
            "LANG",
            "ADQL",
            "format",
            "csv",
            "QUERY",
            "SELECT short_name FROM rr.resource WHERE ivoid = 'ivo://archive.stsci.edu/hst'"
        };
        HttpResponse<String> get = query(query);
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.headers().firstValue("Content-Type")).contains("text/csv;header=present");
        assertThat(get.body().lines()).containsExactly("short_name", "HST");

        HttpResponse<String> post = send(at("/sync")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(query))));
        assertThat(post.body()).isEqualTo(get.body());

        HttpResponse<String> head =
                send(at("/sync?" + encoded(query)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/csv;header=present");
    }

    @Test
    void aFormMayComeAfterItsHeaders() throws Exception {
        URI address = URI.create(registry.url());
        byte[] form = encoded("LANG", "ADQL", "FORMAT", "csv", "QUERY", "SELECT COUNT(*) AS n FROM tap_schema.schemas")
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(("POST /tap/sync HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            send(at("/tables")); // meanwhile the server has begun to work on the first request
            out.write(form);
            out.flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .containsPattern("n\\s+2");
        }
    }

    @Test
    void namesOfParametersHaveNoCaseAndSoDoLanguages() throws Exception {
        assertThat(query("lang", "adql-2.1", "Query", "SELECT TOP 1 ivoid FROM rr.resource", "maxRec", "5")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void announcesDocumentsAsVotables() throws Exception {
        HttpResponse<String> answer =
                query("LANG", "ADQL", "QUERY", "SELECT res_title FROM rr.resource", "MAXREC", "2");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-votable+xml");
        assertThat(answer.body()).contains("value=\"OVERFLOW\"", "utype=\"xpath:title\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUERY=SELECT+1                          | LANG is missing",
                "LANG=SQL&QUERY=x                        | LANG 'SQL' is not understood",
                "LANG=ADQL                               | QUERY is missing",
                "LANG=ADQL&QUERY=DROP+TABLE+resource     | Line 1, column 1",
                "LANG=ADQL&QUERY=SELECT+tite+FROM+rr.resource | There is no column 'tite'",
                "LANG=ADQL&MAXREC=-1&QUERY=SELECT+ivoid+FROM+rr.resource | MAXREC must be",
                "LANG=ADQL&RESPONSEFORMAT=doc&QUERY=SELECT+ivoid+FROM+rr.resource | RESPONSEFORMAT 'doc' is not known",
                "LANG=ADQL&REQUEST=getCapabilities&QUERY=x | REQUEST can only be doQuery",
                "LANG=ADQL&LANG=PQL&QUERY=x              | LANG is given more than once",
                "LANG=ADQL&UPLOAD=t&QUERY=x              | UPLOAD 't' is not a name and a URI",
                "LANG=ADQL&UPLOAD=t,param:t&QUERY=x      | no parts that are files",
                "LANG=ADQL&UPLOAD=t,file:///etc/passwd&QUERY=x | must be param:NAME or an http or https URL"
            })
    void refusesWhatIsWrongWithASentenceInAVotable(String query, String sentence) throws Exception {
        HttpResponse<String> answer = send(at("/sync?" + query));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-votable+xml");
        assertThat(answer.body())
                .contains("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">")
                .contains(sentence);
    }

    @Test
    void endsQueriesThatTakeTooLong() throws Exception {
        HttpResponse<String> answer = query(
                "LANG",
                "ADQL",
                "QUERY",
                "SELECT COUNT(*) FROM rr.res_detail AS a, rr.res_detail AS b, rr.res_detail AS c, rr.res_detail AS d,"
                        + " rr.res_detail AS e WHERE a.cap_index + b.cap_index + c.cap_index + d.cap_index + e.cap_index < 0");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("took longer than the 2 seconds");
    }

    @Test
    void takesTablesThatComeWithTheQuery() throws Exception {
        HttpResponse<String> answer = multipart(
                "mine,param:table",
                "SELECT short_name FROM rr.resource JOIN TAP_UPLOAD.mine ON rr.resource.ivoid = mine.id");

        assertThat(answer.body().lines()).containsExactly("short_name", "HST");
        try (Stream<Path> left = Files.list(folder.resolve("data").resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
        assertThat(multipart("mine,param:other", "SELECT * FROM TAP_UPLOAD.mine")
                        .body())
                .contains("only the parts [table]");
    }

    @Test
    void allTablesOfAQueryCountTogether() throws Exception {
        // Each is much smaller than the limit of 100,000 bytes, 500 of them are not.
        StringBuilder uploads = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            uploads.append(i == 0 ? "" : ";").append('t').append(i).append(",param:table");
        }
        assertThat(multipart(uploads.toString(), "SELECT * FROM TAP_UPLOAD.t0").body())
                .contains("more than the 100000 bytes that are allowed together");
    }

    @Test
    void fetchesTablesFromPublicAddressesOnly() throws Exception {
        var server = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = VOTABLE.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            for (String host : new String[] {"127.0.0.1", "localhost", "0x7f000001", "[::1]"}) {
                HttpResponse<String> answer = query(
                        "LANG",
                        "ADQL",
                        "UPLOAD",
                        "t,http://" + host + ":" + server.getAddress().getPort() + "/t.xml",
                        "QUERY",
                        "SELECT * FROM TAP_UPLOAD.t");
                assertThat(answer.statusCode()).as(host).isEqualTo(400);
                assertThat(answer.body()).as(host).contains("cannot be fetched");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void answersQueriesThatAreSentAsJobs() throws Exception {
        HttpResponse<String> created = send(at("/async")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(
                        "LANG",
                        "ADQL",
                        "PHASE",
                        "RUN",
                        "RESPONSEFORMAT",
                        "csv",
                        "QUERY",
                        "SELECT short_name FROM rr.resource WHERE ivoid = 'ivo://archive.stsci.edu/hst'"))));
        assertThat(created.statusCode()).isEqualTo(303);
        URI job = URI.create(created.headers().firstValue("Location").orElseThrow());
        await().atMost(LIMIT).until(() -> send(HttpRequest.newBuilder(URI.create(job + "?WAIT=10")))
                .body()
                .contains("COMPLETED"));
        HttpResponse<String> result = send(HttpRequest.newBuilder(URI.create(job + "/results/result")));
        assertThat(result.headers().firstValue("Content-Type")).contains("text/csv;header=present");
        assertThat(result.body().lines()).containsExactly("short_name", "HST");

        HttpResponse<String> wrong = send(at("/async")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        encoded("LANG", "ADQL", "PHASE", "RUN", "QUERY", "SELECT tite FROM rr.resource"))));
        URI failed = URI.create(wrong.headers().firstValue("Location").orElseThrow());
        await().atMost(LIMIT).until(() -> send(HttpRequest.newBuilder(URI.create(failed + "/phase")))
                .body()
                .equals("ERROR"));
        assertThat(send(HttpRequest.newBuilder(URI.create(failed + "/error"))).body())
                .contains("QUERY_STATUS", "There is no column 'tite'");
    }

    @Test
    void describesItself() throws Exception {
        for (String path :
                new String[] {"/capabilities", "/tables", "/tables?detail=min", "/tables/rr.resource", "/availability"
                }) {
            HttpResponse<String> answer = send(at(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(SchemaValidator.shared()
                            .validate(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                    .as(path)
                    .isEmpty();
        }
        assertThat(send(at("/capabilities")).body())
                .contains("<accessURL use=\"base\">" + registry.url() + "/tap</accessURL>")
                .doesNotContain("dataModel");
        assertThat(send(at("/tables/rr.nothing")).statusCode()).isEqualTo(404);
    }

    @Test
    void everyTableOfTheStandardCanBeQueried() throws Exception {
        String tables = query(
                        "LANG",
                        "ADQL",
                        "FORMAT",
                        "csv",
                        "QUERY",
                        "SELECT table_name FROM tap_schema.tables WHERE schema_name = 'rr' ORDER BY table_index")
                .body();
        assertThat(tables.lines().skip(1)).hasSize(18);
        for (String table : tables.lines().skip(1).toList()) {
            HttpResponse<String> answer = query("LANG", "ADQL", "FORMAT", "csv", "QUERY", "SELECT * FROM " + table);
            assertThat(answer.statusCode()).as(table).isEqualTo(200);
        }
    }

    private Document page(String query) throws IOException, InterruptedException {
        return Jsoup.parse(
                send(HttpRequest.newBuilder(URI.create(registry.url() + "/tap" + query)))
                        .body(),
                registry.url());
    }

    @Test
    void aPageAnswersQueriesOfPeople() throws Exception {
        Document empty = page("");
        assertThat(empty.select("aside details")).hasSizeGreaterThan(20);
        assertThat(empty.select("aside ul a")).hasSizeGreaterThan(10);
        assertThat(empty.select("[role=alert], .query table")).isEmpty();

        Document answer = page("?"
                + encoded(
                        "QUERY", "SELECT ivoid, short_name FROM rr.resource WHERE short_name IN ('HST', '<b>x</b>')"));
        assertThat(answer.select(".query thead th").eachText()).containsExactly("ivoid", "short_name");
        assertThat(answer.select(".query tbody td").eachText()).containsExactly("ivo://archive.stsci.edu/hst", "HST");
        assertThat(answer.select(".query tbody a").attr("href")).isEqualTo("/resource/archive.stsci.edu/hst");
        assertThat(answer.select("textarea").text()).contains("'<b>x</b>'");
        String csv = answer.select(".summary a:contains(csv)").first().absUrl("href");
        assertThat(send(HttpRequest.newBuilder(URI.create(csv))).body()).contains("HST");

        Document wrong = page("?" + encoded("QUERY", "SELECT ivoid,\nres_titel FROM rr.resource"));
        assertThat(wrong.select("[role=alert] p").text()).contains("Line 2, column 1", "res_title");
        assertThat(wrong.select("[role=alert] mark").text()).isEqualTo("res_titel");
        assertThat(wrong.select(".query table")).isEmpty();
    }

    @Test
    void examplesAreForPeopleAndPrograms() throws Exception {
        HttpResponse<String> answer = send(at("/examples"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/xhtml+xml;charset=UTF-8");
        Document examples = Jsoup.parse(answer.body(), "", Parser.xmlParser());
        assertThat(examples.select("[typeof=example]")).hasSizeGreaterThan(10);
        for (Element query : examples.select("[typeof=example] [property=query]")) {
            assertThat(query("LANG", "ADQL", "QUERY", query.wholeText()).statusCode())
                    .as(query.wholeText())
                    .isEqualTo(200);
        }
    }

    @Test
    void healthTellsHowFarTheTablesHaveFollowed() throws Exception {
        HttpResponse<String> health = send(HttpRequest.newBuilder(URI.create(registry.url() + "/health")));
        assertThat(health.body()).containsPattern("\"queryable\" : [1-9]");
    }
}
