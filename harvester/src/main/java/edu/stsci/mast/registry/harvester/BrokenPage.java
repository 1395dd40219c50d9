package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * What can be had of a page of a list that is not well-formed XML. Its {@code record} elements are told apart by their tags, and each is read
 * by itself under the namespaces of the page's root, so that one with an illegal character or a wrong byte does not take the others and the
 * rest of the list with it. Nothing is mended: a record that is not well-formed is handed out as unusable.
 *
 * <p>For one thread.
 */
final class BrokenPage {
    /** A larger page is not read in this way, since it has to be in memory. */
    static final long LARGEST = 64L << 20;

    // Bytes are looked at as characters of the same number, whatever encoding they are in: tags are ASCII in all that
    // extend it.
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;
    private static final String NAME = "((?:[\\w.-]+:)?";
    private static final Pattern DECLARATION = Pattern.compile("\\A(?:\u00ef\u00bb\u00bf)?\\s*(<\\?xml\\s[^>]*\\?>)");
    private static final Pattern ROOT = Pattern.compile("<" + NAME + OaiResponseReader.ROOT + ")\\b[^>]*>");
    private static final Pattern LIST = Pattern.compile("<" + NAME + "ListRecords)\\b[^>]*>");
    private static final Pattern RECORD = Pattern.compile("<" + NAME + "record)(?=[\\s>])");
    private static final Pattern TOKEN =
            Pattern.compile("<" + NAME + "resumptionToken)\\b[^>]*?(?:/>|>[^<]*</\\1\\s*>)");
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!(?:#\\d+|#x\\p{XDigit}+|amp|lt|gt|quot|apos);)");
    private static final Pattern DATE = Pattern.compile("<(?:[\\w.-]+:)?responseDate\\b[^>]*>([^<]*)<");
    private static final Pattern IDENTIFIER = Pattern.compile("<(?:[\\w.-]+:)?identifier\\b[^>]*>([^<]*)<");

    private final DocumentNormaliser normaliser;
    private final String text;
    private final String opening;
    private final String closing;
    private final int begin;
    private boolean whole;
    private Optional<ResumptionToken> token = Optional.empty();
    private int line = 1;
    private int lineCountedTo;

    private BrokenPage(DocumentNormaliser normaliser, String text, Matcher root, Matcher list) {
        this.normaliser = normaliser;
        this.text = text;
        Matcher declaration = DECLARATION.matcher(text);
        this.opening = (declaration.find() ? onOneLine(declaration.group(1)) : "")
                + onOneLine(root.group())
                + onOneLine(list.group());
        this.closing = "</" + list.group(1) + "></" + root.group(1) + ">";
        this.begin = list.end();
    }

    /** The page; empty when there is no list of records to be seen in the answer, or it is too large. */
    static Optional<BrokenPage> of(OaiAnswer answer, DocumentNormaliser normaliser) throws IOException {
        if (answer.size() > LARGEST) {
            return Optional.empty();
        }
        String text = new String(answer.bytes(), BYTES);
        Matcher root = ROOT.matcher(text);
        if (!root.find()) {
            return Optional.empty();
        }
        Matcher list = LIST.matcher(text);
        return list.find(root.end()) ? Optional.of(new BrokenPage(normaliser, text, root, list)) : Optional.empty();
    }

    /** Hands out the records in order, the unusable ones among them. */
    void read(Consumer<Delivery> records) {
        Matcher starts = RECORD.matcher(text);
        int end = begin;
        boolean more = starts.find(begin);
        while (more) {
            int start = starts.start();
            String name = starts.group(1);
            more = starts.find(starts.end());
            int limit = more ? starts.start() : text.length();
            int close = closeOf(name, start, limit);
            if (close < 0 && !more) {
                // The last one that was begun: the page ends within it, or the list goes on behind it.
                Matcher behind = TOKEN.matcher(text);
                int rest = behind.find(start) ? behind.start() : text.indexOf("</" + listName(), start);
                if (rest < 0) {
                    return; // and is not whole
                }
                limit = rest;
            }
            end = close < 0 ? limit : close;
            records.accept(record(text.substring(start, end), lineAt(start)));
        }
        rest(end);
    }

    /** Whether the list was seen to go on or to end, so that nothing is missing; after {@link #read}. */
    boolean whole() {
        return whole;
    }

    /** How to get the rest of the list; after {@link #read}. */
    Optional<ResumptionToken> token() {
        return token;
    }

    /** The server's time when it answered; empty when it gives none that can be read. */
    Optional<Instant> responseDate() {
        Matcher date = DATE.matcher(text);
        return date.find() && date.start() < begin
                ? Optional.ofNullable(OaiResponseReader.instant(date.group(1).strip()))
                : Optional.empty();
    }

    private String listName() {
        return closing.substring(2, closing.indexOf('>'));
    }

    /** The place behind the record's end tag; negative when there is none before the limit. */
    private int closeOf(String name, int start, int limit) {
        Matcher close = Pattern.compile("</" + Pattern.quote(name) + "\\s*>").matcher(text);
        close.region(start, limit);
        return close.find() ? close.end() : -1;
    }

    private void rest(int from) {
        Matcher found = TOKEN.matcher(text);
        if (!found.find(from)) {
            whole = text.indexOf("</" + listName(), from) >= 0;
            return;
        }
        // Some servers forget that a token is text of XML; what they mean is plain.
        String readable = BARE_AMPERSAND.matcher(found.group()).replaceAll("&amp;");
        try (OaiResponseReader reader = open(readable)) {
            reader.next();
            token = reader.resumptionToken();
            whole = true;
        } catch (XMLStreamException e) {
            // A token that cannot be read is none, and whether the list ends here is not known.
        }
    }

    private Delivery record(String chunk, int atLine) {
        try (OaiResponseReader reader = open(chunk)) {
            Optional<Delivery> delivery = reader.next();
            if (delivery.isPresent() && reader.next().isEmpty()) {
                return delivery.get();
            }
            return unusable(chunk, atLine, "it is not one record");
        } catch (XMLStreamException e) {
            XmlFault fault = XmlFault.of(e);
            int place = fault.line() > 0 ? atLine + fault.line() - 1 : atLine;
            return unusable(chunk, atLine, "line " + place + ": " + fault.sentence());
        }
    }

    private static Delivery unusable(String chunk, int line, String why) {
        Matcher identifier = IDENTIFIER.matcher(chunk);
        Optional<String> given = identifier.find()
                ? Optional.of(identifier.group(1).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
        return new Delivery.Unusable(given, "The record is not well-formed XML: " + why, chunk.getBytes(BYTES), line);
    }

    private OaiResponseReader open(String chunk) throws XMLStreamException {
        byte[] document = (opening + chunk + closing).getBytes(BYTES);
        return OaiResponseReader.open(new ByteArrayInputStream(document), normaliser);
    }

    /** The line of a place; places are asked for in order. */
    private int lineAt(int place) {
        for (; lineCountedTo < place; lineCountedTo++) {
            line += text.charAt(lineCountedTo) == '\n' ? 1 : 0;
        }
        return line;
    }

    private static String onOneLine(String tag) {
        return tag.replaceAll("[\r\n]+", " ");
    }
}
