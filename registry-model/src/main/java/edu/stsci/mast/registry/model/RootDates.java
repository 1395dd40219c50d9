package edu.stsci.mast.registry.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times that a record's root element tells. */
final class RootDates {
    /** The start tag of a normalised document: values are in double quotes. */
    private static final Pattern ROOT = Pattern.compile("<[^\\s>]+(?:\\s+[^\\s=]+\\s*=\\s*\"[^\"]*\")*");

    private RootDates() {}

    /** The document, which is in the registry's form, with {@code updated} set, and {@code created} where there is none. */
    static byte[] set(byte[] xml, Instant time) {
        String text = new String(xml, StandardCharsets.UTF_8);
        Matcher root = ROOT.matcher(text);
        if (!root.lookingAt()) {
            throw new IllegalArgumentException("Not a document of the registry: it does not begin with a start tag.");
        }
        String tag = with(root.group(), "updated", time, true);
        return (with(tag, "created", time, false) + text.substring(root.end())).getBytes(StandardCharsets.UTF_8);
    }

    private static String with(String tag, String name, Instant time, boolean replace) {
        String attribute = " " + name + "=\"" + time + "\"";
        Matcher there = Pattern.compile("\\s" + name + "=\"[^\"]*\"").matcher(tag);
        if (!there.find()) {
            return tag + attribute;
        }
        return replace ? there.replaceFirst(Matcher.quoteReplacement(attribute)) : tag;
    }
}
