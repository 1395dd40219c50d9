package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.IndentedXml;
import edu.stsci.mast.registry.oai.Granularity;
import edu.stsci.mast.registry.oai.MetadataFormat;
import edu.stsci.mast.registry.oai.OaiContent;
import edu.stsci.mast.registry.oai.OaiHeader;
import edu.stsci.mast.registry.oai.OaiRecord;
import edu.stsci.mast.registry.oai.OaiResponse;
import edu.stsci.mast.registry.oai.Verb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What the page of an answer of OAI-PMH shows. */
public record OaiPage(OaiResponse response) {
    private static final String IVO_VOR = "ivo_vor";
    private static final int LONGEST = 240;

    /** The page's heading: the verb, or that it was not understood. */
    public String heading() {
        return response.verb().map(Verb::text).orElse("OAI-PMH");
    }

    /** What the answer says; null when the request failed. */
    public OaiContent content() {
        return response.content().orElse(null);
    }

    /** The address of the request, as a program would ask it; for lists that are resumed, with the token. */
    public String programAddress() {
        StringBuilder address = new StringBuilder(response.baseUrl());
        response.verb().ifPresent(verb -> address.append("?verb=").append(verb.text()));
        response.arguments()
                .forEach((name, value) ->
                        address.append('&').append(name).append('=').append(encoded(value)));
        return address.toString();
    }

    /** The address of a request without arguments. */
    public String verb(String verb) {
        return "/oai?verb=" + verb;
    }

    /** The address of the list of a verb: the records of ours, in the format of the Virtual Observatory. */
    public String list(String verb) {
        return "/oai?verb=" + verb + "&metadataPrefix=" + IVO_VOR;
    }

    /** The address of the list of what has changed in the given number of days. */
    public String changes(int days) {
        return list("ListIdentifiers") + "&from="
                + Granularity.DAY.write(response.responseDate().minus(days, ChronoUnit.DAYS));
    }

    /** The address of the list of all headers or records in a set. */
    public String set(String verb, String spec) {
        return list(verb) + "&set=" + encoded(spec);
    }

    /** The address of what a format of a list of formats leads to: the record that was asked about in it, else all headers with it. */
    public String format(MetadataFormat format) {
        String identifier = response.arguments().get("identifier");
        return identifier == null
                ? "/oai?verb=ListIdentifiers&metadataPrefix=" + format.prefix()
                : record(identifier, format.prefix());
    }

    /** The address of one record as it is. */
    public String record(OaiHeader header) {
        return record(header.identifier(), IVO_VOR);
    }

    private static String record(String identifier, String prefix) {
        return "/oai?verb=GetRecord&metadataPrefix=" + prefix + "&identifier=" + encoded(identifier);
    }

    /** The address of the formats of one record. */
    public String formats(OaiHeader header) {
        return "/oai?verb=ListMetadataFormats&identifier=" + encoded(header.identifier());
    }

    /** The address of the registry's page about a record. */
    public String resource(OaiHeader header) {
        return "/resource/" + header.identifier().replaceFirst("(?i)^ivo://", "");
    }

    /** The address of the next response of a list; empty on the last. */
    public Optional<String> next(Optional<OaiContent.Resumption> resumption) {
        return resumption
                .filter(r -> !r.token().isEmpty())
                .map(r -> "/oai?verb=" + heading() + "&resumptionToken=" + r.token());
    }

    /** Where in its list a response with so many records stands. */
    public String position(Optional<OaiContent.Resumption> resumption, int records) {
        return resumption
                .map(r -> "%,d to %,d of %,d".formatted(r.cursor() + 1, r.cursor() + records, r.completeListSize()))
                .orElse("%,d".formatted(records));
    }

    /** A date in the grammar of the protocol. */
    public String date(Instant time) {
        return Granularity.SECOND.write(time);
    }

    /** What a list shows of a record: its title, or its identifier when it has none, and the beginning of its description. */
    public record Summary(String title, String description) {}

    /** The summary of a record in any of our formats. */
    public Summary summary(OaiRecord record) {
        if (record.metadata() == null) {
            return new Summary(record.header().identifier(), "");
        }
        Element root = Element.root(record.metadata());
        String title = root.firstText("title");
        return new Summary(
                title.isEmpty() ? record.header().identifier() : title, shortened(root.firstText("description")));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + " …";
    }

    /** Metadata as text, indented. */
    public String xml(byte[] metadata) {
        return IndentedXml.of(metadata);
    }

    /** The arguments of the request that are worth telling: those that the reader has written. */
    public Map<String, String> arguments() {
        return response.arguments();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
