package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.RawHttp.Answer;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;
import org.xmlunit.builder.Input;
import org.xmlunit.util.Convert;
import org.xmlunit.xpath.JAXPXPathEngine;

/**
 * OAI-PMH over HTTP as harvesters really send it. Sections without the name of a standard are those of OAI-PMH 2.0. What a request may ask
 * for is tested in the module oai-pmh; this is about the way there and back.
 */
class OaiHttpIT {
    private static final String HST = "ivo://archive.stsci.edu/hst";
    private static final String GET_HST = "verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + HST;
    /** All the characters beside letters and digits that VOResource's schema allows in an identifier. */
    private static final String ODD = "ivo://archive.stsci.edu/odd/a-b_c.d!e~f*g'h(i)j+k=l";

    @TempDir
    static Path folder;

    private static Registry registry;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder, "registry.oai.page-size", 30);
        registry.loadExamples("mast");
        registry.save(List.of(odd()), "a test");
        http = new RawHttp(URI.create(registry.url()));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** The record of HST under {@link #ODD}. */
    private static ResourceDocument odd() throws Exception {
        String hst = new String(
                registry.storage()
                        .masterCopy()
                        .find(Ivoid.of(HST))
                        .orElseThrow()
                        .document(),
                StandardCharsets.UTF_8);
        return new DocumentNormaliser(SchemaValidator.shared())
                .normalise(hst.replace("<identifier>" + HST + "<", "<identifier>" + ODD + "<")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that is a document of OAI-PMH, as all are that reach the protocol: status 200, text/xml in UTF-8, valid. */
    private static final class Document {
        private final String text;
        private final Node node;
        private final JAXPXPathEngine xpath = new JAXPXPathEngine();

        Document(Answer answer) throws Exception {
            text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(200);
            // Section 3.1.2.1: the Content-Type is text/xml, whatever the answer.
            assertThat(contentType(answer)).isEqualTo("text/xml;charset=utf-8");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(bytes)))
                    .as(text)
                    .isEmpty();
            node = Convert.toNode(Input.fromByteArray(bytes).build());
            xpath.setNamespaceContext(Map.of(
                    "oai", "http://www.openarchives.org/OAI/2.0/",
                    "ri", "http://www.ivoa.net/xml/RegistryInterface/v1.0",
                    "xsi", "http://www.w3.org/2001/XMLSchema-instance"));
        }

        List<String> values(String expression) {
            List<String> values = new ArrayList<>();
            xpath.selectNodes(expression, node).forEach(n -> values.add(n.getTextContent()));
            return values;
        }

        String value(String expression) {
            return xpath.evaluate(expression, node);
        }

        List<String> errorCodes() {
            return values("//oai:error/@code");
        }

        String messages() {
            return String.join("\n", values("//oai:error"));
        }

        List<String> identifiers() {
            return values("//oai:header/oai:identifier");
        }

        /** The whole document without the time of the response, which tokens hold, too. */
        String timeless() {
            return text.replaceAll("<(responseDate|resumptionToken)([^>]*)>[^<]*<", "<$1$2><");
        }
    }

    private static String contentType(Answer answer) {
        return answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static Document ask(String query, String... headers) throws Exception {
        return new Document(http.get("/oai?" + query, headers));
    }

    private static void assertBadArgument(Document document, String... words) {
        assertThat(document.errorCodes()).as(document.text).containsOnly("badArgument");
        assertThat(document.messages()).contains(words);
        assertThat(document.values("//oai:request/@*")).isEmpty();
    }

    private static void assertBadVerb(Document document) {
        assertThat(document.errorCodes()).as(document.text).containsExactly("badVerb");
        assertThat(document.values("//oai:request/@*")).isEmpty();
    }

    /** An answer of HTTP itself: a sentence for people, and nothing about our insides. */
    private static void assertSentence(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(contentType(answer)).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.text())
                .endsWith(".\n")
                .hasSizeBetween(20, 400)
                .doesNotContain("Tomcat", "Exception", "<", "HTTP 4");
    }

    // ---- Section 3.1.1: how arguments are written -------------------------------------------------------------------

    // Section 3.1.1: the arguments may come in any order.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + HST,
                "identifier=" + HST + "&metadataPrefix=ivo_vor&verb=GetRecord",
                "metadataPrefix=ivo_vor&verb=GetRecord&identifier=" + HST,
            })
    void argumentsComeInAnyOrder(String query) throws Exception {
        assertThat(ask(query).identifiers()).containsExactly(HST);
    }

    // Section 3.1.1.3: special characters are percent-encoded; RFC 3986, section 2.1: in either case, and any other may
    // be.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo%3A%2F%2Farchive.stsci.edu%2Fhst",
                "verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo%3a%2f%2farchive.stsci.edu%2fhst",
                "%76erb=%47etRecord&metadata%50refix=ivo%5fvor&identifier=ivo:%2F/archive%2estsci.edu/%68st",
            })
    void percentEscapesAreUnderstoodInEitherCaseAndAnywhere(String query) throws Exception {
        Document document = ask(query);

        assertThat(document.identifiers()).containsExactly(HST);
        assertThat(document.value("//oai:request/@identifier")).isEqualTo(HST);
    }

    // Section 3.1.1.3 asks harvesters to encode ':', '/' and others; those that do not are understood where URLs allow
    // it.
    @Test
    void whatNeedsNoEscapeMayStayUnescaped() throws Exception {
        String sent = ODD.replace("+", "%2B");

        Document document = ask("verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + sent);

        assertThat(document.identifiers()).containsExactly(ODD);
        assertThat(document.value("//oai:request/@identifier")).isEqualTo(ODD);
    }

    // Section 3.1.1.3: '+' is to be sent as %2B, since it stands for a blank.
    @Test
    void plusIsABlank() throws Exception {
        assertBadArgument(ask("verb=ListRecords&metadataPrefix=ivo+vor"), "'ivo vor'");
        assertBadArgument(ask("verb=ListRecords&metadataPrefix=ivo%20vor"), "'ivo vor'");
        assertThat(ask("verb=ListRecords&metadataPrefix=ivo_vor&resumptionToken=a%2Bb")
                        .errorCodes())
                .containsExactly("badArgument");
        assertThat(ask("verb=ListRecords&resumptionToken=a%2Bb+c").value("//oai:request/@resumptionToken"))
                .isEqualTo("a+b c");
    }

    // Section 3.6: a value of illegal syntax is badArgument, and errors of the protocol come with status 200 (3.1.2.2).
    @ParameterizedTest
    @CsvSource({
        "identifier, verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/%zz",
        "identifier, verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/hst%",
        "identifier, verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/hst%4",
        "identifier, verb=GetRecord&metadataPrefix=ivo_vor&identifier=%",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/%FF",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/%C3%28",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/%C0%AF",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/%ED%A0%80",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/%00",
        "identifier, verb=ListMetadataFormats&identifier=ivo://archive.stsci.edu/caf%E9",
        "metadataPrefix, verb=ListRecords&metadataPrefix=%zz",
        "from, verb=ListRecords&metadataPrefix=ivo_vor&from=%",
        "until, verb=ListRecords&metadataPrefix=ivo_vor&until=2026-01-01%GG",
        "set, verb=ListRecords&metadataPrefix=ivo_vor&set=%80",
        "resumptionToken, verb=ListRecords&resumptionToken=%zz",
        "resumptionToken, verb=ListRecords&resumptionToken=abc%",
        "resumptionToken, verb=ListSets&resumptionToken=%F0%28%8C%28",
        "x, verb=Identify&x%zz=1",
    })
    void brokenPercentEscapesAreBadArgument(String named, String query) throws Exception {
        assertBadArgument(ask(query), "'" + named);
        assertBadArgument(new Document(http.form("/oai", query)), "'" + named);
    }

    // Section 3.6, badVerb.
    @Test
    void brokenPercentEscapeInTheVerbIsBadVerb() throws Exception {
        assertBadVerb(ask("verb=Identify%"));
        assertBadVerb(ask("verb=%zz"));
        assertBadVerb(ask("verb%=Identify"));
    }

    // Section 3.1.1.3 wants these encoded; a harvester that forgets it gets an answer of OAI-PMH, not of the web
    // server.
    @ParameterizedTest
    @ValueSource(strings = {"|", "{", "}", "\"", "<", ">", "[", "]", "^", "`", "\\", "{a|b}", "\u00c3\u00a9"})
    void whatShouldHaveBeenEscapedIsReadAsItStands(String raw) throws Exception {
        Document document = ask("verb=ListRecords&resumptionToken=" + raw);

        assertThat(document.errorCodes()).containsExactly("badResumptionToken");
        assertThat(document.value("//oai:request/@resumptionToken")).isEqualTo(raw.replace("\u00c3\u00a9", "é"));
        assertThat(ask("verb=ListRecords&metadataPrefix=" + raw).errorCodes()).containsExactly("badArgument");
    }

    // Section 3.6, badArgument.
    @Test
    void rawBytesThatAreNotUtf8AreBadArgument() throws Exception {
        assertBadArgument(ask("verb=ListRecords&resumptionToken=caf\u00e9"), "'resumptionToken'");
    }

    // Section 3.1.1: ampersands separate arguments.
    @ParameterizedTest
    @ValueSource(
            strings = {
                GET_HST + "&",
                GET_HST + "&&",
                "&" + GET_HST,
                "verb=GetRecord&&metadataPrefix=ivo_vor&&&identifier=" + HST,
            })
    void superfluousAmpersandsMeanNothing(String query) throws Exception {
        assertThat(ask(query).identifiers()).containsExactly(HST);
    }

    // Section 3.1.1: arguments are key=value pairs; one without a value is illegal (3.6).
    @Test
    void argumentWithoutAnEqualsSignIsEmpty() throws Exception {
        assertBadArgument(ask("verb=Identify&nonsense"), "'nonsense'");
        assertBadArgument(ask("verb=ListRecords&metadataPrefix=ivo_vor&set"), "'set'", "empty");
        assertBadArgument(ask("verb=Identify&=x"), "''");
        assertBadVerb(ask("verb"));
        assertBadVerb(ask("Identify"));
    }

    @Test
    void valueMayHoldEqualsSigns() throws Exception {
        assertThat(ask("verb=ListRecords&resumptionToken=a=b==").value("//oai:request/@resumptionToken"))
                .isEqualTo("a=b==");
    }

    // Section 3.6, badArgument: what it begins is no argument of the protocol.
    @Test
    void ampersandWrittenAsInHtmlMakesAnotherArgument() throws Exception {
        assertBadArgument(
                ask("verb=ListRecords&amp;metadataPrefix=ivo_vor"), "'amp;metadataPrefix'", "'metadataPrefix'");
    }

    // Section 3.1.1: at least the verb must be there.
    @ParameterizedTest
    @ValueSource(strings = {"/oai", "/oai?", "/oai?&", "/oai/", "/oai?x=1"})
    void requestWithoutAVerbIsBadVerb(String target) throws Exception {
        assertBadVerb(new Document(http.get(target)));
    }

    // Section 3.6: the protocol's words are case-sensitive; what is written otherwise is another word.
    @Test
    void letterCaseMatters() throws Exception {
        assertBadVerb(ask("Verb=Identify"));
        assertBadVerb(ask("verb=IDENTIFY"));
        assertBadArgument(ask("verb=ListRecords&metadataprefix=ivo_vor"), "'metadataprefix'", "'metadataPrefix'");
        assertBadArgument(ask("verb=ListRecords&metadataPrefix=ivo_vor&From=2026-01-01"), "'From'");
    }

    // Section 3.6, badArgument and badVerb: repeated, even with the same value.
    @Test
    void repeatedArgumentsAreErrors() throws Exception {
        assertBadVerb(ask("verb=Identify&verb=Identify"));
        assertBadArgument(ask(GET_HST + "&identifier=" + HST), "'identifier'", "repeated");
        assertBadArgument(ask(GET_HST + "&%69dentifier=" + HST), "'identifier'", "repeated");
    }

    // ---- Section 3.1.1.2: POST
    // ------------------------------------------------------------------------------------------

    // Section 3.1.1: repositories must support both GET and POST.
    @ParameterizedTest
    @ValueSource(
            strings = {
                GET_HST,
                "verb=Identify",
                "verb=ListSets",
                "verb=ListMetadataFormats&identifier=ivo%3a%2f%2farchive.stsci.edu%2fhst",
                "verb=ListIdentifiers&metadataPrefix=oai_dc&set=ivo_managed&from=2000-01-01",
                "verb=Nothing",
                "verb=ListRecords&metadataPrefix=ivo+vor&&",
            })
    void postAnswersAsGetDoes(String arguments) throws Exception {
        assertThat(new Document(http.form("/oai", arguments)).timeless())
                .isEqualTo(ask(arguments).timeless());
    }

    // Section 3.1.1.2: the Content-Type is application/x-www-form-urlencoded; RFC 9110, 8.3.1: in any case, with
    // parameters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded;charset=\"utf-8\"",
                "application/x-www-form-urlencoded; charset=iso-8859-1",
                "Application/X-WWW-Form-URLencoded",
            })
    void formsMayNameTheirCharset(String type) throws Exception {
        Document document = new Document(http.send("POST", "/oai", GET_HST, "Content-Type: " + type));

        assertThat(document.identifiers()).containsExactly(HST);
    }

    // Section 3.1.1.2; RFC 9112, section 7.1.
    @Test
    void formMayComeInChunksAndHoldRawUtf8() throws Exception {
        String body = "verb=ListRecords&resumptionToken=é";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String request = "POST /oai HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n" + Integer.toHexString(bytes.length) + "\r\n"
                + body + "\r\n0\r\n\r\n";

        Document document = new Document(http.exchange(request.getBytes(StandardCharsets.UTF_8)));

        assertThat(document.value("//oai:request/@resumptionToken")).isEqualTo("é");
    }

    // Section 3.1.1.2 puts the arguments of a POST into its body; those in the URL count too, so that none is ignored
    // in silence.
    @Test
    void argumentsOfUrlAndBodyCountTogether() throws Exception {
        Document document = new Document(http.form("/oai?verb=GetRecord", "metadataPrefix=ivo_vor&identifier=" + HST));
        assertThat(document.identifiers()).containsExactly(HST);

        assertBadVerb(new Document(http.form("/oai?verb=Identify", "verb=Identify")));
        assertBadArgument(
                new Document(http.form("/oai?set=ivo_managed", "verb=ListRecords&metadataPrefix=ivo_vor&set=a")),
                "'set'",
                "repeated");
        assertBadArgument(new Document(http.form("/oai?verbose=1", "verb=Identify")), "'verbose'");
    }

    // Sections 3.1.1.2 and 3.6, badVerb.
    @Test
    void postWithoutArgumentsIsBadVerb() throws Exception {
        assertBadVerb(new Document(http.form("/oai", "")));
        assertBadVerb(new Document(http.send("POST", "/oai", "")));
        assertBadVerb(new Document(http.send("POST", "/oai", null)));
    }

    // Section 3.1.1.2, RFC 9110, section 15.5.16.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/xml",
                "Content-Type: application/json",
                "Content-Type: multipart/form-data; boundary=x",
                "X-None: 1",
            })
    void formOfAnotherTypeIsRefusedWithASentence(String header) throws Exception {
        Answer answer = http.send("POST", "/oai", "verb=Identify", header);

        assertSentence(answer, 415);
        assertThat(answer.text()).contains("application/x-www-form-urlencoded");
    }

    // RFC 9110, section 15.5.1: a header that breaks its grammar.
    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: nonsense", "Content-Type: "})
    void typeThatIsNoneIsRefusedWithASentence(String header) throws Exception {
        assertSentence(http.send("POST", "/oai", "verb=Identify", header), 400);
    }

    // Section 3.1.1.2: a POST has no limit of length; ours is far beyond what any request needs (RFC 9110, section
    // 15.5.14).
    @Test
    void formMayBeLongButNotEndless() throws Exception {
        String token = "A".repeat(500_000);
        Document document = new Document(http.form("/oai", "verb=ListRecords&resumptionToken=" + token));
        assertThat(document.errorCodes()).containsExactly("badResumptionToken");
        assertThat(document.value("//oai:request/@resumptionToken")).isEqualTo(token);

        assertSentence(http.form("/oai", "verb=ListRecords&resumptionToken=" + "A".repeat(1_100_000)), 413);
    }

    // ---- HTTP: methods, addresses, headers
    // ----------------------------------------------------------------------------

    // RFC 9110, section 9.3.2: as GET, without content.
    @Test
    void headIsGetWithoutContent() throws Exception {
        Answer answer = http.send("HEAD", "/oai?verb=Identify", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(contentType(answer)).isEqualTo("text/xml;charset=utf-8");
        assertThat(answer.body()).isEmpty();
    }

    // RFC 9110, section 9.3.7.
    @Test
    void optionsTellsTheMethods() throws Exception {
        Answer answer = http.send("OPTIONS", "/oai", null);

        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header("Allow").orElse("").split(", *"))
                .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "POST");
    }

    // Section 3.1.1: GET and POST only; RFC 9110, section 15.5.6: status 405 comes with Allow.
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "PROPFIND"})
    void otherMethodsAreRefusedWithASentence(String method) throws Exception {
        Answer answer = http.send(
                method, "/oai?verb=Identify", "verb=Identify", "Content-Type: application/x-www-form-urlencoded");

        assertSentence(answer, 405);
        assertThat(answer.header("Allow").orElse("").split(", *"))
                .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "POST");
        assertThat(answer.text()).contains("GET", "POST");
    }

    // Section 3.1.1.1: the base URL, a '?', the arguments; some harvesters add a slash, proxies send the whole address.
    @ParameterizedTest
    @ValueSource(strings = {"/oai?verb=Identify", "/oai/?verb=Identify", "http://HOST/oai?verb=Identify"})
    void addressMayBeWrittenInSeveralWays(String target) throws Exception {
        Document document = new Document(
                http.get(target.replace("HOST", URI.create(registry.url()).getAuthority())));

        assertThat(document.value("//oai:baseURL")).isEqualTo(registry.url() + "/oai");
        assertThat(document.value("//oai:request")).isEqualTo(registry.url() + "/oai");
    }

    // Section 3.2: the request element holds the base URL that Identify states, whatever name the server was called by.
    @Test
    void baseUrlDoesNotDependOnTheRequest() throws Exception {
        String request = "GET /oai?verb=Identify HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                + "Connection: close\r\n\r\n";

        Document document = new Document(http.exchange(request.getBytes(StandardCharsets.US_ASCII)));

        assertThat(document.value("//oai:request")).isEqualTo(registry.url() + "/oai");
        assertThat(document.text).doesNotContain("evil.example");
    }

    @Test
    void oldHttpIsAnsweredWithoutChunks() throws Exception {
        Answer answer = http.exchange("GET /oai?verb=ListRecords&metadataPrefix=ivo_vor HTTP/1.0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.header("Transfer-Encoding")).isEmpty();
        assertThat(new Document(answer).identifiers()).hasSize(30);
    }

    // Section 3.1.2.1: always text/xml, whatever is accepted.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Accept: text/xml",
                "Accept: application/xml",
                "Accept: application/xml, text/xml;q=0.9",
                "Accept: application/json",
                "Accept: nonsense",
                "Accept: ",
                "X-None: 1",
            })
    void contentTypeIsTextXmlWhateverIsAccepted(String header) throws Exception {
        assertThat(ask("verb=Identify", header).value("//oai:protocolVersion")).isEqualTo("2.0");
        assertBadVerb(ask("verb=Nothing", header));
    }

    // Section 3.2: XML 1.0 in UTF-8 whose declaration comes first; a byte order mark would come before it.
    @Test
    void documentBeginsWithItsDeclaration() throws Exception {
        Answer answer = http.get("/oai?verb=Identify");

        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=");
    }

    // Section 3.1.2.2: errors of the protocol are no errors of HTTP.
    @ParameterizedTest
    @CsvSource({
        "badVerb, verb=Nothing",
        "badArgument, verb=ListRecords",
        "badResumptionToken, verb=ListRecords&resumptionToken=x",
        "cannotDisseminateFormat, verb=ListRecords&metadataPrefix=marc21",
        "idDoesNotExist, verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/nothing",
        "noRecordsMatch, verb=ListRecords&metadataPrefix=ivo_vor&until=1999-12-31",
    })
    void errorsOfTheProtocolHaveStatus200(String code, String query) throws Exception {
        assertThat(ask(query).errorCodes()).containsExactly(code);
    }

    // ---- Section 3.5: tokens; lengths
    // ---------------------------------------------------------------------------------

    // Section 3.5, and 3.1.1 for the methods.
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void listIsReadToItsEndByEitherMethod(String method) throws Exception {
        List<String> identifiers = new ArrayList<>();
        String query = "verb=ListIdentifiers&metadataPrefix=ivo_vor&set=ivo_managed";
        while (!query.isEmpty()) {
            Document document = method.equals("GET") ? ask(query) : new Document(http.form("/oai", query));
            assertThat(document.errorCodes()).isEmpty();
            identifiers.addAll(document.identifiers());
            String token = document.value("//oai:resumptionToken");
            // Section 3.1.1.3: a token without characters that need an escape comes through, also where it is
            // forgotten.
            assertThat(token).matches("[A-Za-z0-9_-]*").hasSizeLessThan(400);
            query = token.isEmpty() ? "" : "verb=ListIdentifiers&resumptionToken=" + token;
        }
        assertThat(identifiers).hasSizeGreaterThan(60).doesNotHaveDuplicates().contains(HST, ODD);
    }

    // RFC 9110, section 4.1: addresses of at least 8,000 octets should be understood.
    @Test
    void longTokenIsReadAndRefusedByTheProtocol() throws Exception {
        String token = "A".repeat(8_000 - "/oai?verb=ListRecords&resumptionToken=".length());

        Document document = ask("verb=ListRecords&resumptionToken=" + token, "User-Agent: " + "a".repeat(500));

        assertThat(document.errorCodes()).containsExactly("badResumptionToken");
        assertThat(document.value("//oai:request/@resumptionToken")).isEqualTo(token);
    }

    // Section 3.1.2.2: what is wrong with HTTP has a status of HTTP (RFC 9110, sections 15.5.1 and 15.5.15).
    @ParameterizedTest
    @ValueSource(ints = {20_000, 70_000})
    void endlessAddressIsRefusedWithASentence(int length) throws Exception {
        Answer answer = http.get("/oai?verb=ListRecords&resumptionToken=" + "A".repeat(length));

        assertThat(answer.status()).isIn(400, 414);
        assertSentence(answer, answer.status());
        assertThat(ask("verb=Identify").errorCodes()).isEmpty();
    }

    // RFC 9112, section 3.2: what cannot be a request line is refused, without telling what server or version this is.
    @ParameterizedTest
    @ValueSource(strings = {"/oai?verb=Identify\u0001", "/oai?verb=Identify#a", "/oai?verb=Ident ify", "oai", "/o|ai"})
    void whatIsNotHttpIsRefusedWithASentence(String target) throws Exception {
        Answer answer = http.get(target);

        assertSentence(answer, 400);
        assertThat(answer.header("Server")).hasValue("mast-registry");
    }

    // ---- Section 3.1.3: compression
    // -----------------------------------------------------------------------------------

    // Section 3.1.3; RFC 9110, section 12.5.3: names without regard to case, q=0 excludes, without the header nothing
    // is compressed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept-Encoding: gzip | true",
                "Accept-Encoding: gzip, deflate, br | true",
                "Accept-Encoding: deflate, GZIP;q=0.8 | true",
                "Accept-Encoding: gzip;q=1.0, identity;q=0.5, *;q=0 | true",
                "Accept-Encoding: identity | false",
                "Accept-Encoding: gzip;q=0 | false",
                "Accept-Encoding: gzip;q=0, identity | false",
                "Accept-Encoding: gzip;q=0.000, deflate | false",
                "Accept-Encoding: deflate, br | false",
                "Accept-Encoding: | false",
                "X-None: 1 | false",
            })
    void compressesWithGzipForThoseWhoAcceptIt(String header, boolean compressed) throws Exception {
        Answer plain = http.get("/oai?verb=ListRecords&metadataPrefix=ivo_vor");
        Answer answer = http.get("/oai?verb=ListRecords&metadataPrefix=ivo_vor", header);

        assertThat(answer.header("Content-Encoding").isPresent()).isEqualTo(compressed);
        // RFC 9110, section 12.5.5: caches must know that the answer depends on the header, whichever they see first.
        assertThat(answer.header("Vary").orElse("")).containsIgnoringCase("Accept-Encoding");
        assertThat(new Document(answer).timeless()).isEqualTo(new Document(plain).timeless());
        if (compressed) {
            assertThat(answer.body().length).isLessThan(plain.body().length / 2);
        }
    }

    // Section 3.1.3: Identify names the encodings beside identity; each must be there for the asking.
    @Test
    void announcedCompressionIsOffered() throws Exception {
        for (String encoding : ask("verb=Identify").values("//oai:compression")) {
            assertThat(http.get("/oai?verb=ListRecords&metadataPrefix=ivo_vor", "Accept-Encoding: " + encoding)
                            .header("Content-Encoding"))
                    .contains(encoding);
        }
    }

    // ---- Registry Interfaces 1.1, on the records of MAST ------------------------------------------------------------

    // Registry Interfaces 1.1, sections 2.4 to 2.6 and 3.2: who manages an authority says so, and publishes its record.
    @Test
    void managedAuthoritiesCoverWhatIsPublished() throws Exception {
        Document identify = ask("verb=Identify");
        String own = identify.value("//oai:description/ri:Resource/identifier");
        assertThat(identify.value("//oai:description/ri:Resource/@xsi:type")).isEqualTo("vg:Registry");
        List<String> authorities = identify.values("//oai:description/ri:Resource/managedAuthority");

        List<Document> published = new ArrayList<>();
        for (String query = "verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_managed"; !query.isEmpty(); ) {
            Document page = ask(query);
            published.add(page);
            String token = page.value("//oai:resumptionToken");
            query = token.isEmpty() ? "" : "verb=ListRecords&resumptionToken=" + token;
        }
        assertThat(published)
                .flatExtracting(Document::identifiers)
                .contains(own)
                .extracting(identifier -> Ivoid.of((String) identifier).authority())
                .isSubsetOf(authorities);
        // Section 2.4: exactly one vg:Authority for each; 3.1: its identifier has no resource key.
        assertThat(published)
                .flatExtracting(page -> page.values("//ri:Resource[@xsi:type='vg:Authority']/identifier"))
                .containsExactlyInAnyOrderElementsOf(
                        authorities.stream().map(a -> "ivo://" + a).collect(Collectors.toList()));
        // Section 3.4: the capability of harvesting, with an interface for it.
        assertThat(identify.values("//capability[@xsi:type='vg:Harvest' and @standardID='ivo://ivoa.net/std/Registry']"
                        + "/interface[@xsi:type='vg:OAIHTTP' and @role='std']/accessURL"))
                .hasSize(1);
    }
}
