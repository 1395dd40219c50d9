package edu.stsci.mast.registry.server.accounts;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** The fields of a form. */
final class Fields {
    private Fields() {}

    /** A field's value; empty when it was not sent. */
    static String of(MultivaluedMap<String, String> form, String name) {
        String value = form == null ? null : form.getFirst(name);
        return value == null ? "" : value;
    }

    /** The words of a field, which commas or white space separate. */
    static List<String> words(MultivaluedMap<String, String> form, String name) {
        return List.of(of(form, name).split("[\\s,;]+"));
    }
}
