package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.tap.TapException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the parameters of a query (TAP 1.1, section 2.7; DALI 1.1, section 3.4), whose names have no case. */
public final class TapRequest {
    private final Map<String, List<String>> parameters;

    /** Where uploaded tables come from. */
    @FunctionalInterface
    public interface UploadSource {
        /**
         * Brings the document at a URI into a file.
         *
         * @param uri a URL, or {@code param:NAME} for a part of the request
         * @throws TapException when it cannot be had, or is too large
         */
        Path fetch(String uri) throws TapException;
    }

    /** The request with these parameters, each with all its values. */
    public TapRequest(Map<String, List<String>> parameters) {
        this.parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parameters.forEach((name, values) ->
                this.parameters.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
    }

    /**
     * The query.
     *
     * @param mostBytes how large the tables that come with it may be together
     * @throws TapException with a sentence that names the parameter at fault
     */
    public TapQuery query(UploadSource source, long mostBytes) throws TapException {
        Optional<String> request = one("REQUEST");
        if (request.isPresent() && !request.get().equalsIgnoreCase("doQuery")) {
            throw refusal("REQUEST can only be doQuery here, not '" + request.get() + "'");
        }
        String language = one("LANG").orElseThrow(() -> refusal("LANG is missing: add LANG=ADQL to the query"));
        if (!language.toUpperCase(Locale.ROOT).matches("ADQL(-2\\.[01])?")) {
            throw refusal("LANG '" + language + "' is not understood: it can be ADQL, ADQL-2.0 or ADQL-2.1");
        }
        String adql = one("QUERY").orElseThrow(() -> refusal("QUERY is missing: it holds the text of the query"));
        return new TapQuery(adql, maxrec(), format(), uploads(source, mostBytes));
    }

    /** The format that the result is asked for; VOTable when nothing was said. */
    public ResultFormat format() throws TapException {
        Optional<String> wanted = one("RESPONSEFORMAT").or(() -> single("FORMAT"));
        if (wanted.isEmpty()) {
            return ResultFormat.VOTABLE;
        }
        return ResultFormat.named(wanted.get())
                .orElseThrow(() -> refusal("RESPONSEFORMAT '" + wanted.get() + "' is not known: it can be "
                        + Arrays.stream(ResultFormat.values())
                                .map(ResultFormat::shortName)
                                .collect(Collectors.joining(", "))));
    }

    private OptionalLong maxrec() throws TapException {
        Optional<String> maxrec = one("MAXREC");
        if (maxrec.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long rows = Long.parseLong(maxrec.get().strip());
            if (rows >= 0) {
                return OptionalLong.of(rows);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw refusal("MAXREC must be a number of rows, 0 or more, not '" + maxrec.get() + "'");
    }

    /** TAP 1.1, section 2.7.6: pairs of a name and a URI between semicolons; the parameter may be repeated. */
    private List<UploadedTable> uploads(UploadSource source, long mostBytes) throws TapException {
        List<UploadedTable> tables = new ArrayList<>();
        long bytes = 0;
        for (String value : parameters.getOrDefault("UPLOAD", List.of())) {
            for (String pair : value.split(";")) {
                int comma = pair.indexOf(',');
                if (pair.isBlank()) {
                    continue;
                }
                if (comma < 0) {
                    throw refusal("UPLOAD '" + pair + "' is not a name and a URI with a comma between them");
                }
                Path file = source.fetch(pair.substring(comma + 1).strip());
                bytes += file.toFile().length();
                if (bytes > mostBytes) {
                    throw refusal(
                            "The uploaded tables have more than the " + mostBytes + " bytes that are allowed together");
                }
                try {
                    tables.add(new UploadedTable(pair.substring(0, comma).strip(), file));
                } catch (IllegalArgumentException e) {
                    throw refusal("UPLOAD: " + e.getMessage());
                }
            }
        }
        return tables;
    }

    /** The parameter's only value; empty when it is missing or blank. */
    private Optional<String> one(String name) throws TapException {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.stream().distinct().count() > 1) {
            throw refusal(name + " is given more than once");
        }
        return single(name);
    }

    private Optional<String> single(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static TapException refusal(String sentence) {
        return new TapException(Reason.BAD_REQUEST, sentence);
    }
}
