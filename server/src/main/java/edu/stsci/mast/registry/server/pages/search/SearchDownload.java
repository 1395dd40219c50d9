package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.oai.Citation;
import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SearchResult;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** The results of a search as a file: all of them, up to {@link #MOST}, however many a page would show. */
final class SearchDownload {
    /** The largest number of resources in a file. */
    static final int MOST = 20_000;
    /** How many a feed has. */
    private static final int NEWEST = 100;

    private static final int PAGE = 500;

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

    /** The resources that are asked for: from its own start on when it has one, all of them otherwise. */
    List<Hit> hits(SearchRequest request, SearchFormat format) {
        if (format == SearchFormat.ATOM) {
            return search.find(new SearchRequest(
                            request.query(),
                            request.filters(),
                            request.coverage(),
                            SearchRequest.Order.NEWEST,
                            Optional.empty(),
                            0,
                            NEWEST))
                    .hits();
        }
        List<Hit> hits = new ArrayList<>();
        Optional<String> cursor = Optional.of(SearchRequest.FIRST);
        while (cursor.isPresent() && hits.size() < MOST) {
            SearchResult page = search.find(new SearchRequest(
                            request.query(),
                            request.filters(),
                            request.coverage(),
                            request.order(),
                            Optional.empty(),
                            0,
                            0)
                    .at(cursor.get(), PAGE));
            hits.addAll(page.hits());
            cursor = page.nextCursor();
        }
        return hits;
    }

    /** Writes resources. */
    void write(List<Hit> hits, SearchRequest request, SearchFormat format, String query, OutputStream out)
            throws IOException {
        try {
            switch (format) {
                case VOTABLE -> HitTable.votable(hits, request.query(), out);
                case CSV -> HitTable.csv(hits, request.query(), out);
                case BIBTEX -> bibTex(hits, out);
                case ATOM -> {
                    String title = (request.query().isEmpty() ? "Resources" : request.query()) + " · " + registry;
                    AtomFeed.write(
                            hits, title, registry, url, "/search?" + query, "/search?" + withoutFormat(query), out);
                }
                default -> documents(hits, out);
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static String withoutFormat(String query) {
        return query.replaceAll("(^|&)format=[^&]*", "");
    }

    private void bibTex(List<Hit> hits, OutputStream out) throws IOException {
        for (Hit hit : hits) {
            Optional<Citation> citation = masterCopy.find(hit.ivoid()).flatMap(Citation::of);
            if (citation.isPresent()) {
                out.write((citation.get().bibTex() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The documents as they are, in the element that Registry Interfaces 1.0 has for several. */
    private void documents(List<Hit> hits, OutputStream out) throws IOException {
        out.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ri:VOResources"
                        + " xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\" from=\"1\" numberReturned=\""
                        + hits.size() + "\" more=\"" + (hits.size() >= MOST) + "\">\n")
                .getBytes(StandardCharsets.UTF_8));
        for (Hit hit : hits) {
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
