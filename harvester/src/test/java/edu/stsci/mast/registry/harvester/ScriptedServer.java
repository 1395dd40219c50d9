package edu.stsci.mast.registry.harvester;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A server on a real socket that answers with the bytes it was given, and can stall, cut off and reset connections. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Deque<Reply>> script = new LinkedHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is done with a connection once its request was read. */
    interface Reply {
        void give(Socket connection, OutputStream out) throws IOException, InterruptedException;
    }

    ScriptedServer() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http");
    }

    ScriptedServer(ServerSocket socket, String scheme) {
        this.socket = socket;
        this.scheme = scheme;
        threads.execute(this::accept);
    }

    String url() {
        return scheme + "://localhost:" + socket.getLocalPort() + "/oai";
    }

    /** Requests whose decoded query contains these words get these replies, one after the other, and then the last one again and again. */
    synchronized ScriptedServer on(String words, Reply... replies) {
        script.remove(words);
        script.put(words, new ArrayDeque<>(List.of(replies)));
        return this;
    }

    /** The first page of the list. */
    ScriptedServer onFirstPage(Reply... replies) {
        return on("verb=ListRecords&metadataPrefix", replies);
    }

    /** The page behind a token. */
    ScriptedServer onPage(String token, Reply... replies) {
        return on("resumptionToken=" + token, replies);
    }

    /** The decoded queries of all requests so far. */
    List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The decoded queries of the requests for pages of lists. */
    List<String> listRequests() {
        return requests().stream()
                .filter(query -> query.contains("verb=ListRecords"))
                .toList();
    }

    void forgetRequests() {
        requests.clear();
    }

    static Reply xml(String document) {
        return bytes(document.getBytes(StandardCharsets.UTF_8));
    }

    static Reply bytes(byte[] body) {
        return answer("200 OK", "Content-Type: text/xml", body);
    }

    static Reply status(String statusLine, String... headers) {
        return answer(statusLine, String.join("\r\n", headers), "Out of order".getBytes(StandardCharsets.UTF_8));
    }

    static Reply answer(String statusLine, String headers, byte[] body) {
        return (connection, out) -> {
            out.write(head(statusLine, headers, body.length));
            out.write(body);
        };
    }

    /** Announces the whole and closes the connection after some of it. */
    static Reply cutOff(byte[] body, int after) {
        return (connection, out) -> {
            out.write(head("200 OK", "Content-Type: text/xml", body.length));
            out.write(body, 0, after);
        };
    }

    /** Sends the beginning of a compressed answer without saying how long it is. */
    static Reply cutOffGzip(byte[] body, int after) {
        byte[] compressed = gzip(body);
        if (after >= compressed.length) {
            throw new IllegalArgumentException("It has only " + compressed.length + " bytes");
        }
        return (connection, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(compressed, 0, after);
        };
    }

    /** Resets the connection after some bytes of the answer. */
    static Reply reset(byte[] body, int after) {
        return (connection, out) -> {
            cutOff(body, after).give(connection, out);
            out.flush();
            connection.setSoLinger(true, 0);
        };
    }

    /** Sends some of the answer and then nothing more, with the connection open. */
    Reply stall(byte[] body, int after) {
        return (connection, out) -> {
            cutOff(body, after).give(connection, out);
            out.flush();
            closed.await();
        };
    }

    /** Reads the request and says nothing. */
    Reply silence() {
        return (connection, out) -> closed.await();
    }

    /** Something that never ends, of which the beginning matters. */
    static Reply endless(byte[] beginning, byte[] again) {
        return (connection, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(beginning);
            while (true) {
                out.write(again); // until the client has had enough
            }
        };
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] head(String statusLine, String headers, int length) {
        return ("HTTP/1.1 " + statusLine + "\r\n" + (headers.isEmpty() ? "" : headers + "\r\n") + "Content-Length: "
                        + length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                // the headers say nothing of interest
            }
            if (first == null) {
                return;
            }
            String query = URLDecoder.decode(first.split(" ")[1].replace("+", "%2B"), StandardCharsets.UTF_8);
            requests.add(query);
            OutputStream out = connection.getOutputStream();
            reply(query).give(connection, out);
            out.flush();
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply reply(String query) {
        Deque<Reply> replies = null;
        for (Map.Entry<String, Deque<Reply>> entry : script.entrySet()) {
            if (query.contains(entry.getKey())) {
                replies = entry.getValue();
            }
        }
        if (replies == null) {
            return status("404 Not Found");
        }
        return replies.size() > 1 ? replies.poll() : replies.peek();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        threads.shutdownNow();
    }
}
