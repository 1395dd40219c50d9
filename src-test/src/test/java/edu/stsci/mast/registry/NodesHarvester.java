package edu.stsci.mast.registry;

import edu.stsci.mast.registry.NodesClient.Count;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** An incremental harvester of ours (OAI-PMH 2.0, section 2.7.1), and the copy that it keeps. */
final class NodesHarvester implements NodesClient.Work {
    private final NodesClient client;
    private final Map<String, String> copy = new TreeMap<>();
    private String from;

    NodesHarvester(NodesClient client) {
        this.client = client;
    }

    @Override
    public void step() {
        harvest();
    }

    /** Identifiers with titles, or "deleted". */
    Map<String, String> copy() {
        return copy;
    }

    void harvest() {
        Document page = page("verb=ListRecords&metadataPrefix=ivo_vor" + (from == null ? "" : "&from=" + from));
        String next = page.select("responseDate").text();
        for (String rest = rest(page); !rest.isEmpty(); rest = rest(page)) {
            page = page("verb=ListRecords&resumptionToken=" + rest);
        }
        from = next;
    }

    private String rest(Document page) {
        return page.select("resumptionToken").text();
    }

    private Document page(String query) {
        Document page = Jsoup.parse(client.get(200, "/oai?" + query).text(), "", Parser.xmlParser());
        client.count(Count.PAGES);
        if (page.select("error").size()
                != page.select("error[code=noRecordsMatch]").size()) {
            client.error(query + ": " + page.select("error"));
        }
        for (Element record : page.select("record")) {
            copy.put(
                    record.select("header > identifier").text(),
                    record.select("header[status=deleted]").isEmpty()
                            ? record.select("metadata > * > title").text()
                            : "deleted");
        }
        return page;
    }
}
