package edu.stsci.mast.registry.server.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The templates of all pages. Thread-safe. */
public final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, null, "edu.stsci.mast.registry.server.pages.templates");
    private final Site site;

    /** The templates for a registry. */
    public Templates(Site site) {
        this.site = site;
    }

    /**
     * A page, HTML in UTF-8.
     *
     * @param template the name of the template's file
     * @param parameters the template's parameters, beside {@code site}, which all have
     */
    public byte[] render(String template, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("site", site);
        StringOutput output = new StringOutput();
        engine.render(template, all, output);
        return output.toString().getBytes(StandardCharsets.UTF_8);
    }
}
