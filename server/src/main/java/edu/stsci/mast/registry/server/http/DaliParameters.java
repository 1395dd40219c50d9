package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of a DALI request (DALI 1.1, section 3): from the query, a form or the parts of a multipart body; and the parts that are
 * files.
 *
 * @param values the names in upper case, since they have no case, each with its values in order
 * @param files the parts that have a file's name or a media type of their own, by their names as sent
 */
record DaliParameters(Map<String, List<String>> values, Map<String, Part> files) {
    private static final int LONGEST_FORM = 4 << 20;

    /**
     * Reads a request.
     *
     * @param body the body of a form, as JAX-RS hands it over: it may have read on in the request's own stream already; empty for others
     * @throws IOException when its body cannot be read, or is too large
     */
    static DaliParameters of(HttpServletRequest request, InputStream body) throws IOException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, Part> files = new LinkedHashMap<>();
        String type =
                request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        OaiArguments.read(request.getQueryString(), form(body)).forEach((name, more) -> add(values, name, more));
        if (type.startsWith("multipart/form-data")) {
            try {
                for (Part part : request.getParts()) {
                    if (part.getSubmittedFileName() != null || !isText(part)) {
                        files.put(part.getName(), part);
                    } else {
                        add(values, part.getName(), List.of(text(part)));
                    }
                }
            } catch (ServletException | IllegalStateException e) {
                throw new IOException("The parts of the request cannot be read: " + e.getMessage(), e);
            }
        }
        return new DaliParameters(values, files);
    }

    private static void add(Map<String, List<String>> values, String name, List<String> more) {
        values.computeIfAbsent(name.toUpperCase(Locale.ROOT), key -> new ArrayList<>())
                .addAll(more);
    }

    private static byte[] form(InputStream body) throws IOException {
        byte[] form = body.readNBytes(LONGEST_FORM + 1);
        if (form.length > LONGEST_FORM) {
            throw new IOException("The form has more than the " + LONGEST_FORM + " bytes that are allowed");
        }
        return form;
    }

    private static boolean isText(Part part) {
        return part.getContentType() == null
                || part.getContentType().toLowerCase(Locale.ROOT).startsWith("text/plain");
    }

    private static String text(Part part) throws IOException {
        if (part.getSize() > LONGEST_FORM) {
            throw new IOException("The parameter " + part.getName() + " has more than the " + LONGEST_FORM
                    + " bytes that are allowed");
        }
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
