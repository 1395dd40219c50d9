package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.server.nvo.NvoQuestion.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations, with the names that they have in addresses. Parameters' names have no case. */
public enum NvoOperation {
    /** Resources with words. */
    KEYWORD("VOTKeyword", "keywords", "andKeys") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.keywords(arguments.text("keywords"), arguments.flag("andKeys"), Rows.RESOURCES);
        }
    },
    /** Resources or interfaces with words. */
    KEYWORD_OPTION("VOTKeyOpt", "keywords", "andKeys", "VOTStyleOption") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.keywords(arguments.text("keywords"), arguments.flag("andKeys"), arguments.rows());
        }
    },
    /** Resources that fulfil a condition. */
    PREDICATE("VOTPredicate", "predicate") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate(arguments.text("predicate"), "", "", Rows.RESOURCES);
        }
    },
    /** Resources or interfaces that fulfil a condition. */
    PREDICATE_OPTION("VOTPredOpt", "predicate", "VOTStyleOption") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate(arguments.text("predicate"), "", "", arguments.rows());
        }
    },
    /** Resources with a kind of service. */
    CAPABILITY("VOTCapability", "capability") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate("", arguments.text("capability"), "", Rows.RESOURCES);
        }
    },
    /** Resources with a kind of service that fulfil a condition. */
    CAPABILITY_PREDICATE("VOTCapabilityPredicate", "predicate", "capability") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate(arguments.text("predicate"), arguments.text("capability"), "", Rows.RESOURCES);
        }
    },
    /** Resources or interfaces with a kind of service that fulfil a condition. */
    CAPABILITY_PREDICATE_OPTION("VOTCapabilityPredOpt", "predicate", "capability", "VOTStyleOption") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate(
                    arguments.text("predicate"), arguments.text("capability"), "", arguments.rows());
        }
    },
    /** The same, with a waveband. */
    CAPABILITY_BAND_PREDICATE_OPTION("VOTCapBandPredOpt", "predicate", "capability", "waveband", "VOTStyleOption") {
        @Override
        NvoQuestion question(Arguments arguments) throws NvoRefusedException {
            return NvoQuestion.predicate(
                    arguments.text("predicate"),
                    arguments.text("capability"),
                    arguments.text("waveband"),
                    arguments.rows());
        }
    };

    private final String word;
    private final List<String> parameters;

    NvoOperation(String word, String... parameters) {
        this.word = word;
        this.parameters = List.of(parameters);
    }

    /** Its name in addresses. */
    public String word() {
        return word;
    }

    /** The names of its parameters, all of which must be there, though most may be empty. */
    public List<String> parameters() {
        return parameters;
    }

    static Optional<NvoOperation> of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word.equalsIgnoreCase(word))
                .findFirst();
    }

    abstract NvoQuestion question(Arguments arguments) throws NvoRefusedException;

    /**
     * The request's parameters.
     *
     * @param values by their names in upper case
     */
    record Arguments(NvoOperation operation, Map<String, List<String>> values) {
        String text(String name) throws NvoRefusedException {
            List<String> given = values.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
            if (given.isEmpty()) {
                throw new NvoRefusedException(
                        400,
                        "The parameter " + name + " is missing; " + operation.word() + " takes "
                                + String.join(", ", operation.parameters()) + ".",
                        null);
            }
            return given.get(0);
        }

        boolean flag(String name) throws NvoRefusedException {
            return switch (text(name).strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default ->
                    throw new NvoRefusedException(400, "The parameter " + name + " must be true or false.", null);
            };
        }

        Rows rows() throws NvoRefusedException {
            return switch (text("VOTStyleOption").strip()) {
                case "1" -> Rows.RESOURCES;
                case "2" -> Rows.INTERFACES;
                default ->
                    throw new NvoRefusedException(
                            400,
                            "The parameter VOTStyleOption must be 1 (a row for each resource) or 2 (a row for each interface).",
                            null);
            };
        }
    }
}
