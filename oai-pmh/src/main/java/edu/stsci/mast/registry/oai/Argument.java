package edu.stsci.mast.registry.oai;

import java.util.Arrays;
import java.util.Optional;

/** An argument of a request, other than the verb (section 4). */
enum Argument {
    IDENTIFIER("identifier"),
    METADATA_PREFIX("metadataPrefix"),
    FROM("from"),
    UNTIL("until"),
    SET("set"),
    /** Exclusive: it stands alone beside the verb (section 3.5). */
    RESUMPTION_TOKEN("resumptionToken");

    private final String text;

    Argument(String text) {
        this.text = text;
    }

    /** The name as requests write it. */
    String text() {
        return text;
    }

    /** The argument of this name, in exactly these letters. */
    static Optional<Argument> of(String name) {
        return Arrays.stream(values()).filter(a -> a.text.equals(name)).findFirst();
    }
}
