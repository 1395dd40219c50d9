package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.oai.OaiResponse;
import java.util.Map;

/** Answers of OAI-PMH as pages, for people who open the address of a request in a browser. */
public final class OaiPages {
    private final Templates templates;

    /** The pages of a registry. */
    public OaiPages(Templates templates) {
        this.templates = templates;
    }

    /** An answer as a page, HTML in UTF-8. */
    public byte[] render(OaiResponse response) {
        return templates.render("oai.jte", Map.of("page", new OaiPage(response)));
    }
}
