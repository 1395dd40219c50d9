package edu.stsci.mast.registry.server.http;

import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.search.uws.Job;
import edu.stsci.mast.registry.search.uws.JobError;
import edu.stsci.mast.registry.search.uws.JobParameter;
import edu.stsci.mast.registry.search.uws.JobResult;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML representations of UWS (UWS 1.1, section 2.2.2 and its schema). */
final class UwsDocuments {
    private static final String UWS = "http://www.ivoa.net/xml/UWS/v1.0";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String VERSION = "1.1";
    private static final XMLOutputFactory FACTORY = new WstxOutputFactory();

    private final String base;

    /** @param base the address of the job list, without a slash at the end */
    UwsDocuments(String base) {
        this.base = base;
    }

    /** Something that is written to a document. */
    @FunctionalInterface
    private interface Content {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }

    /** A job (section 2.2.2.2). */
    byte[] job(Job job) {
        return document("job", out -> {
            out.writeAttribute("version", VERSION);
            text(out, "jobId", job.id());
            if (job.runId().isPresent()) {
                text(out, "runId", job.runId().get());
            }
            nillable(out, "ownerId", job.ownerId());
            text(out, "phase", job.phase().name());
            nillable(out, "quote", job.quote().map(Instant::toString));
            text(out, "creationTime", job.creationTime().toString());
            nillable(out, "startTime", job.startTime().map(Instant::toString));
            nillable(out, "endTime", job.endTime().map(Instant::toString));
            text(out, "executionDuration", Long.toString(job.executionDuration().toSeconds()));
            text(out, "destruction", job.destruction().toString());
            out.writeStartElement(UWS, "parameters");
            writeParameters(out, job);
            out.writeEndElement();
            out.writeStartElement(UWS, "results");
            writeResults(out, job);
            out.writeEndElement();
            if (job.error().isPresent()) {
                writeError(out, job.error().get());
            }
        });
    }

    /** A job list (section 2.2.2.1). */
    byte[] jobs(List<Job> jobs) {
        return document("jobs", out -> {
            out.writeAttribute("version", VERSION);
            for (Job job : jobs) {
                out.writeStartElement(UWS, "jobref");
                out.writeAttribute("id", job.id());
                out.writeAttribute(XLINK, "href", base + "/" + job.id());
                text(out, "phase", job.phase().name());
                if (job.runId().isPresent()) {
                    text(out, "runId", job.runId().get());
                }
                nillable(out, "ownerId", job.ownerId());
                text(out, "creationTime", job.creationTime().toString());
                out.writeEndElement();
            }
        });
    }

    /** A job's parameters (section 2.2.2.4). */
    byte[] parameters(Job job) {
        return document("parameters", out -> writeParameters(out, job));
    }

    /** A job's results (section 2.2.2.3). */
    byte[] results(Job job) {
        return document("results", out -> writeResults(out, job));
    }

    /** What XML cannot hold is given as an address. */
    private void writeParameters(XMLStreamWriter out, Job job) throws XMLStreamException {
        for (JobParameter parameter : job.parameters()) {
            boolean byReference = parameter.file().isPresent() || !isXml(parameter.value());
            out.writeStartElement(UWS, "parameter");
            out.writeAttribute("id", parameter.name());
            if (byReference) {
                out.writeAttribute("byReference", "true");
            }
            out.writeCharacters(
                    byReference
                            ? base + "/" + job.id() + "/parameters/" + segment(parameter.name())
                            : parameter.value());
            out.writeEndElement();
        }
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void writeResults(XMLStreamWriter out, Job job) throws XMLStreamException {
        for (JobResult result : job.results()) {
            out.writeEmptyElement(UWS, "result");
            out.writeAttribute("id", result.id());
            out.writeAttribute(XLINK, "href", base + "/" + job.id() + "/results/" + result.id());
            out.writeAttribute("size", Long.toString(result.size()));
            out.writeAttribute("mime-type", result.mediaType());
        }
    }

    private static void writeError(XMLStreamWriter out, JobError error) throws XMLStreamException {
        out.writeStartElement(UWS, "errorSummary");
        out.writeAttribute("type", error.type().name().toLowerCase(Locale.ROOT));
        out.writeAttribute("hasDetail", "true");
        text(out, "message", legible(error.message()));
        out.writeEndElement();
    }

    private static void text(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(UWS, name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private static void nillable(XMLStreamWriter out, String name, Optional<String> text) throws XMLStreamException {
        if (text.isPresent()) {
            text(out, name, text.get());
        } else {
            out.writeEmptyElement(UWS, name);
            out.writeAttribute(XSI, "nil", "true");
        }
    }

    private static byte[] document(String root, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            out.setPrefix("uws", UWS);
            out.setPrefix("xlink", XLINK);
            out.setPrefix("xsi", XSI);
            out.writeStartElement(UWS, root);
            out.writeNamespace("uws", UWS);
            out.writeNamespace("xlink", XLINK);
            out.writeNamespace("xsi", XSI);
            content.write(out);
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A document in memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /** Whether XML 1.0 can hold a text (section 2.2). */
    static boolean isXml(String text) {
        return text.codePoints().allMatch(UwsDocuments::isXml);
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    private static String legible(String text) {
        return text.codePoints()
                .map(c -> isXml(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
