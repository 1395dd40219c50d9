package edu.stsci.mast.registry.server.accounts;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, of which no more than so much is read: forms are kept in memory. */
final class BoundedBody extends FilterInputStream {
    private final long most;
    private long read;

    /**
     * A body.
     *
     * @param most how many bytes it may have
     */
    BoundedBody(InputStream body, long most) {
        super(body);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > most) {
            throw tooLarge(most);
        }
    }

    static WebApplicationException tooLarge(long most) {
        return new WebApplicationException(Response.status(413)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .entity("This request is too large; it may have at most " + most + " bytes.\n")
                .build());
    }
}
