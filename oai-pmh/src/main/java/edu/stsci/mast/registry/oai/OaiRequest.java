package edu.stsci.mast.registry.oai;

import static edu.stsci.mast.registry.oai.OaiErrorCode.BAD_ARGUMENT;
import static edu.stsci.mast.registry.oai.OaiErrorCode.BAD_VERB;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request whose arguments are all known, complete, given once, and well written; whether there is anything behind them is the answer's
 * business. Only such a request is repeated in the response (section 3.2).
 */
final class OaiRequest {
    private static final String VERB = "verb";
    // The types metadataPrefixType and setSpecType of OAI-PMH.xsd.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+");
    private static final Pattern SET_SPEC = Pattern.compile("[A-Za-z0-9\\-_.!~*'()]+(:[A-Za-z0-9\\-_.!~*'()]+)*");

    private final Verb verb;
    private final Map<Argument, String> arguments;

    private OaiRequest(Verb verb, Map<Argument, String> arguments) {
        this.verb = verb;
        this.arguments = Collections.unmodifiableMap(arguments);
    }

    /**
     * Reads the decoded arguments of a request.
     *
     * @throws OaiProblem with {@code badVerb}, or with one {@code badArgument} for each fault
     */
    static OaiRequest read(Map<String, List<String>> given) throws OaiProblem {
        Verb verb = verb(given.getOrDefault(VERB, List.of()));
        List<String> faults = new ArrayList<>();
        Map<Argument, String> arguments = arguments(verb, given, faults);
        checkCompleteness(verb, arguments, given, faults);
        checkDates(arguments, faults);
        if (!faults.isEmpty()) {
            throw new OaiProblem(faults.stream()
                    .map(fault -> new OaiError(BAD_ARGUMENT, fault))
                    .toList());
        }
        return new OaiRequest(verb, arguments);
    }

    /** What the request asks for. */
    Verb verb() {
        return verb;
    }

    /** All arguments beside the verb. */
    Map<Argument, String> arguments() {
        return arguments;
    }

    /** The value of an argument; empty when it was not given. */
    Optional<String> value(Argument argument) {
        return Optional.ofNullable(arguments.get(argument));
    }

    /** The value of {@link Argument#FROM} or {@link Argument#UNTIL}; empty when it was not given. */
    Optional<Datestamp> date(Argument argument) {
        return value(argument).flatMap(Datestamp::parse);
    }

    // Section 3.6, badVerb: "illegal OAI verb, the verb argument is missing, or the verb argument is repeated".
    private static Verb verb(List<String> given) throws OaiProblem {
        String known = Arrays.stream(Verb.values()).map(Verb::text).collect(Collectors.joining(", "));
        if (given.isEmpty()) {
            throw new OaiProblem(BAD_VERB, "The argument 'verb' is missing; give one of " + known + ".");
        }
        if (given.size() > 1) {
            throw new OaiProblem(BAD_VERB, "The argument 'verb' is repeated; give it once.");
        }
        Optional<Verb> verb = Verb.of(given.get(0));
        if (verb.isEmpty()) {
            throw new OaiProblem(
                    BAD_VERB,
                    "The verb " + Quoted.of(given.get(0)) + " is not one of " + known + " (letter case matters).");
        }
        return verb.get();
    }

    private static Map<Argument, String> arguments(Verb verb, Map<String, List<String>> given, List<String> faults) {
        Map<Argument, String> arguments = new EnumMap<>(Argument.class);
        given.forEach((name, values) -> {
            if (name.equals(VERB)) {
                return;
            }
            Optional<Argument> argument = Argument.of(name).filter(verb.arguments()::contains);
            if (argument.isEmpty()) {
                faults.add(verb.text() + " takes no argument " + Quoted.of(name) + "; it takes " + taken(verb) + ".");
            } else if (values.size() > 1) {
                faults.add("The argument '" + name + "' is repeated; give it once.");
            } else {
                String value = values.isEmpty() ? "" : values.get(0);
                Optional<String> fault = fault(argument.get(), value);
                fault.ifPresentOrElse(faults::add, () -> arguments.put(argument.get(), value));
            }
        });
        return arguments;
    }

    private static String taken(Verb verb) {
        return verb.arguments().isEmpty()
                ? "none beside the verb"
                : verb.arguments().stream().map(Argument::text).collect(Collectors.joining(", "));
    }

    /** What is wrong with the way in which a value is written; empty when nothing is. */
    private static Optional<String> fault(Argument argument, String value) {
        if (value.isEmpty()) {
            return Optional.of("The argument '" + argument.text() + "' is empty; give it a value or leave it out.");
        }
        if (!Quoted.isXml(value)) {
            return Optional.of("The argument '" + argument.text()
                    + "' cannot be read: it holds a '%' without two hexadecimal digits, bytes that are not UTF-8,"
                    + " or a character that XML cannot hold; check its encoding.");
        }
        String wanted =
                switch (argument) {
                    case IDENTIFIER -> isUri(value) ? null : "a URI, here an IVOID such as ivo://example.org/resource";
                    case METADATA_PREFIX ->
                        PREFIX.matcher(value).matches()
                                ? null
                                : "a metadata prefix; this registry offers " + MetadataFormat.offered();
                    case SET -> SET_SPEC.matcher(value).matches() ? null : "a setSpec; ListSets tells those in use";
                    case FROM, UNTIL ->
                        Datestamp.parse(value).isPresent()
                                ? null
                                : "a date of UTC, written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ";
                    case RESUMPTION_TOKEN -> null; // only its issuer knows what it looks like
                };
        return Optional.ofNullable(wanted)
                .map(w ->
                        "The argument '" + argument.text() + "' is " + Quoted.of(value) + ", which is not " + w + ".");
    }

    private static boolean isUri(String value) {
        try {
            new URI(value);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void checkCompleteness(
            Verb verb, Map<Argument, String> arguments, Map<String, List<String>> given, List<String> faults) {
        // Section 3.5: the resumption token is an exclusive argument.
        if (verb.arguments().contains(Argument.RESUMPTION_TOKEN)
                && given.containsKey(Argument.RESUMPTION_TOKEN.text())) {
            if (arguments.size() > 1) {
                faults.add("The argument 'resumptionToken' stands alone beside the verb, since it carries the others;"
                        + " leave them out.");
            }
            return;
        }
        for (Argument argument : verb.required()) {
            if (!given.containsKey(argument.text())) {
                faults.add("The argument '" + argument.text() + "', which " + verb.text() + " requires, is missing.");
            }
        }
    }

    // Section 4.4 and 4.5: one granularity for both dates; the from date is not later than the until date.
    private static void checkDates(Map<Argument, String> arguments, List<String> faults) {
        Optional<Datestamp> from =
                Optional.ofNullable(arguments.get(Argument.FROM)).flatMap(Datestamp::parse);
        Optional<Datestamp> until =
                Optional.ofNullable(arguments.get(Argument.UNTIL)).flatMap(Datestamp::parse);
        if (from.isEmpty() || until.isEmpty()) {
            return;
        }
        if (from.get().granularity() != until.get().granularity()) {
            faults.add("The arguments 'from' (" + from.get() + ") and 'until' (" + until.get()
                    + ") differ in granularity; give both as days or both to the second.");
        } else if (from.get().start().isAfter(until.get().start())) {
            faults.add("The argument 'from' (" + from.get() + ") is later than 'until' (" + until.get()
                    + "); exchange them.");
        }
    }
}
