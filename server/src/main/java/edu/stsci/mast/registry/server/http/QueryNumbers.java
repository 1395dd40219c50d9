package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;

/** How numbers stand in the queries of addresses. */
public final class QueryNumbers {
    private QueryNumbers() {}

    /**
     * A number that is not negative.
     *
     * @param otherwise what it is when it is missing or blank
     * @param most how large it may be
     * @throws BadRequestException with a sentence when it is none, or out of range
     */
    public static long read(MultivaluedMap<String, String> parameters, String name, long otherwise, long most) {
        String text = parameters.getFirst(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRequestException(
                "The parameter " + name + " must be a number from 0 to " + most + ", not '" + text + "'.");
    }
}
