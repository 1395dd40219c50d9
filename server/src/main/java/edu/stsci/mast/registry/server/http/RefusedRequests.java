package edu.stsci.mast.registry.server.http;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers, with a sentence and nothing about our insides, what never reaches a resource since it is not valid HTTP. */
final class RefusedRequests extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable problem) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || response.isCommitted()) {
            return;
        }
        try {
            response.setContentType("text/plain");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(sentence(status) + "\n");
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("The client does not wait for its error message", e);
        }
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 ->
                "This request is not valid HTTP. Check that its headers are well written, that its address is"
                        + " percent-encoded, and that both together have at most " + HttpServer.LONGEST_HEADER
                        + " bytes.";
            case 405 -> "This server does not know the request's method.";
            default -> "The server cannot answer this request (status " + status + ").";
        };
    }
}
