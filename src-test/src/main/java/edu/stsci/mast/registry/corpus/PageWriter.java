package edu.stsci.mast.registry.corpus;

import java.io.IOException;
import java.io.Writer;

/** Writes the pages of an OAI-PMH list of records, as a publishing registry would send them. */
final class PageWriter {
    private final Corpus corpus;
    private final int pageSize;
    private final int pages;

    PageWriter(Corpus corpus, int pageSize) {
        this.corpus = corpus;
        this.pageSize = pageSize;
        this.pages = (corpus.records() + pageSize - 1) / pageSize;
    }

    int pages() {
        return pages;
    }

    /** The index after the last record of a page; pages are counted from 1. */
    int end(int page) {
        return (int) Math.min(corpus.records(), (long) page * pageSize);
    }

    void write(int page, Writer out) throws IOException {
        Dialect dialect = Dialect.ofPage(page);
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.write("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"" + dialect.rootDeclarations() + ">\n");
        out.write("<responseDate>" + corpus.responseDate() + "</responseDate>\n");
        out.write("<request " + arguments(page) + ">" + Authority.vizier().url("oai") + "</request>\n<ListRecords>\n");
        for (int index = (page - 1) * pageSize; index < end(page); index++) {
            record(index, dialect, out);
        }
        resumptionToken(page, out);
        out.write("</ListRecords>\n</OAI-PMH>\n");
    }

    private String arguments(int page) {
        String list = page == 1
                ? "metadataPrefix=\"ivo_vor\" set=\"ivo_managed\""
                : "resumptionToken=\"" + token(page) + "\"";
        return "verb=\"ListRecords\" " + list;
    }

    private void record(int index, Dialect dialect, Writer out) throws IOException {
        RecordPlan plan = corpus.plan(index);
        out.write("<record><header" + (plan.deleted() ? " status=\"deleted\"" : "") + "><identifier>" + plan.ivoid()
                + "</identifier><datestamp>" + plan.datestamp()
                + "</datestamp><setSpec>ivo_managed</setSpec></header>");
        if (!plan.deleted()) {
            out.write("<metadata" + dialect.metadataDeclarations() + ">");
            out.write(dialect.respell(corpus.record(plan)));
            out.write("</metadata>");
        }
        out.write("</record>\n");
    }

    /** The last page of several carries an empty token (OAI-PMH 2.0, section 3.5); a single page carries none. */
    private void resumptionToken(int page, Writer out) throws IOException {
        if (pages == 1) {
            return;
        }
        String attributes =
                "completeListSize=\"" + corpus.records() + "\" cursor=\"" + (long) (page - 1) * pageSize + "\"";
        out.write(
                page == pages
                        ? "<resumptionToken " + attributes + "/>\n"
                        : "<resumptionToken " + attributes + ">" + token(page + 1) + "</resumptionToken>\n");
    }

    private static String token(int page) {
        return "page-" + page;
    }
}
