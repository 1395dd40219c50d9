package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells whoever asks while the server starts to come again, with status 503 (RFC 9110, section 15.6.4): load balancers ask another node then,
 * where they would wait for one that does not answer.
 */
final class StartingGate extends ValveBase {
    private static final String RETRY_SECONDS = "5";

    private volatile boolean open;

    StartingGate() {
        super(true);
    }

    /** From now on requests are let through. */
    void open() {
        open = true;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (open) {
            getNext().invoke(request, response);
            return;
        }
        response.setStatus(503);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream()
                .write("The registry is being started; please try again in a while.\n"
                        .getBytes(StandardCharsets.UTF_8));
    }
}
