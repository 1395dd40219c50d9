package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses requests to the pages for staff and to the interfaces for scripts that send more than a record can need (RFC 9110, section
 * 15.5.14). OAI-PMH and TAP have limits of their own.
 */
public final class RequestLimit implements ContainerRequestFilter {
    /** How much a request may send, in bytes: some texts of the largest records there are, percent-encoded. */
    static final int MOST_BYTES = 64 << 20;

    /** One limit for all. */
    public RequestLimit() {}

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith("staff") && !path.startsWith("api/")) {
            return;
        }
        if (request.getLength() > MOST_BYTES) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    private static ClientErrorException tooLarge() {
        return new ClientErrorException("A request may send " + (MOST_BYTES >> 20) + " MiB; this one sends more.", 413);
    }

    /** Fails at the first byte that is too many. */
    private static final class Limited extends FilterInputStream {
        private long left = MOST_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
