package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the interfaces for scripts answer when something is not done. */
final class Answers {
    /** RFC 9110, section 8.8.3; versions and revisions are strong tags. */
    private static final Pattern TAG = Pattern.compile("\\s*\"?(\\d{1,9})\"?\\s*");

    private Answers() {}

    /**
     * Why something was not done.
     *
     * @param status the answer's status code
     * @param error a sentence
     * @param findings what is wrong in the text; empty when that is not why
     */
    record Problem(int status, String error, List<Finding> findings) {}

    static Response.ResponseBuilder problem(int status, String sentence, List<Finding> findings) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Problem(status, sentence, findings));
    }

    /** An answer that says why; {@code text} is what was sent, null when nothing was. */
    static WebApplicationException refused(DraftRefusedException e, Curation curation, byte[] text) {
        int status =
                switch (e.reason()) {
                    case STALE, OUTDATED -> 412; // the precondition, If-Match, failed
                    default -> CurationAnswers.status(e);
                };
        return new WebApplicationException(
                problem(status, e.getMessage(), status == 422 ? findings(curation, text) : List.of())
                        .build());
    }

    private static List<Finding> findings(Curation curation, byte[] text) {
        try {
            return text == null ? List.of() : curation.publication().findings(text);
        } catch (DraftRefusedException e) {
            return List.of(); // the sentence says what is wrong
        }
    }

    /** The number in {@code If-Match}, which must be there (RFC 6585, section 3). */
    static int number(String ifMatch, String what) {
        Matcher tag = TAG.matcher(ifMatch == null ? "" : ifMatch);
        if (!tag.matches()) {
            throw new WebApplicationException(problem(
                            428,
                            "Say by the header If-Match which " + what
                                    + " you have seen: the ETag of the answer to GET.",
                            List.of())
                    .build());
        }
        return Integer.parseInt(tag.group(1));
    }
}
