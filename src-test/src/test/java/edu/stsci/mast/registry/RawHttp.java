package edu.stsci.mast.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** An HTTP client that sends what it is told, also what HTTP libraries refuse to send. One connection a request. */
final class RawHttp {
    private static final int LIMIT_MS = 30_000;

    private final String host;
    private final int port;

    /** A client of the server at the given address. */
    RawHttp(URI server) {
        host = server.getHost();
        port = server.getPort();
    }

    /**
     * An answer.
     *
     * @param status its status code
     * @param headers its headers, by names without regard to case; those that were repeated are joined by commas
     * @param body its content, without the chunks of the transfer, compressed when it was
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** The content as text, decompressed. */
        String text() {
            try {
                boolean gzip = header("Content-Encoding").equals(Optional.of("gzip"));
                byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
                return new String(plain, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** GET; each character of the target up to U+00FF is sent as one byte. */
    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, null, headers);
    }

    /** POST of a form. */
    Answer form(String target, String body) throws IOException {
        return send("POST", target, body, "Content-Type: application/x-www-form-urlencoded");
    }

    /** Any request; {@code body} is null for none. */
    Answer send(String method, String target, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(
                method + " " + target + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.write(content);
        Answer answer = exchange(request.toByteArray());
        long length = answer.header("Content-Length").map(Long::parseLong).orElse(0L);
        if (answer.body().length < length && !method.equals("HEAD")) {
            throw new IOException("The answer has " + answer.body().length + " bytes of " + length);
        }
        return answer;
    }

    /** Sends bytes and reads the answer up to the end of the connection. */
    Answer exchange(byte[] request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer parse(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("The answer has no end of headers: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        InputStream rest = new ByteArrayInputStream(answer, end + 4, answer.length - end - 4);
        byte[] body = "chunked".equals(headers.get("Transfer-Encoding")) ? joined(rest) : rest.readAllBytes();
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static byte[] joined(InputStream chunks) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        while (true) {
            StringBuilder size = new StringBuilder();
            for (int c = chunks.read(); c != '\n'; c = chunks.read()) {
                if (c < 0) {
                    throw new IOException("The answer ends within its chunks");
                }
                size.append((char) c);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            if (length == 0) {
                return joined.toByteArray();
            }
            joined.write(chunks.readNBytes(length));
            chunks.skipNBytes(2);
        }
    }
}
