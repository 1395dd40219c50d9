package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.oai.Citation;
import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.Hits;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** The results of a search as a file: all of them, up to {@link #MOST}, however many a page would show. */
final class SearchDownload {
    /** The largest number of resources in a file. */
    static final int MOST = 20_000;
    /** How many a feed has. */
    private static final int NEWEST = 100;

    /** What a file says that does not have all. */
    static final String CUT = "There are more resources than the " + MOST + " of this file; narrow the search down.";

    private final ResourceSearch search;
    private final MasterCopy masterCopy;
    private final String registry;
    private final String url;

    /** {@code registry} is the registry's name, {@code url} its address without a slash at the end. */
    SearchDownload(ResourceSearch search, MasterCopy masterCopy, String registry, String url) {
        this.search = search;
        this.masterCopy = masterCopy;
        this.registry = registry;
        this.url = url;
    }

    /** The resources that are asked for: the newest for a feed, all of them otherwise. */
    Hits hits(SearchRequest request, SearchFormat format) {
        return format == SearchFormat.ATOM
                ? search.all(request.in(SearchRequest.Order.NEWEST), NEWEST)
                : search.all(request, MOST);
    }

    /** Writes resources. */
    void write(Hits found, SearchRequest request, SearchFormat format, String query, OutputStream out)
            throws IOException {
        List<Hit> hits = found.list();
        try {
            switch (format) {
                case VOTABLE -> HitTable.votable(found, request.query(), out);
                case CSV -> HitTable.csv(found, request.query(), out);
                case BIBTEX -> bibTex(found, out);
                case ATOM -> {
                    String title = (request.query().isEmpty() ? "Resources" : request.query()) + " · " + registry;
                    AtomFeed.write(
                            hits, title, registry, url, "/search?" + query, "/search?" + withoutFormat(query), out);
                }
                default -> documents(found, out);
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static String withoutFormat(String query) {
        return query.replaceAll("(^|&)format=[^&]*", "");
    }

    private void bibTex(Hits found, OutputStream out) throws IOException {
        for (Hit hit : found.list()) {
            Optional<Citation> citation = masterCopy.find(hit.ivoid()).flatMap(Citation::of);
            if (citation.isPresent()) {
                out.write((citation.get().bibTex() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        if (found.more()) {
            out.write(("% " + CUT + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The documents as they are, in the element that Registry Interfaces 1.0 has for several. */
    private void documents(Hits found, OutputStream out) throws IOException {
        out.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ri:VOResources"
                        + " xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\" from=\"1\" numberReturned=\""
                        + found.list().size() + "\" more=\"" + found.more() + "\">\n")
                .getBytes(StandardCharsets.UTF_8));
        for (Hit hit : found.list()) {
            Optional<byte[]> document =
                    masterCopy.find(hit.ivoid()).flatMap(record -> Optional.ofNullable(record.document()));
            if (document.isPresent()) {
                out.write(document.get());
                out.write('\n');
            }
        }
        out.write("</ri:VOResources>\n".getBytes(StandardCharsets.UTF_8));
    }
}
