package edu.stsci.mast.registry.harvester;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A publishing registry whose records a test changes as it likes, and that leaves out of its lists what it is told to. */
final class FakeRegistry implements AutoCloseable {
    private final String ivoid;
    private final String[] authorities;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> items = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, String> datestamps = new HashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger busy = new AtomicInteger();
    /** Records that exist, but that no list names. */
    final Set<String> unlisted = new HashSet<>();
    /** Records that lists name twice. */
    final Set<String> listedTwice = new HashSet<>();
    /** How many lists were being answered at the same time, at most. */
    final AtomicInteger mostAtOnce = new AtomicInteger();
    /** What the server takes the time to be. */
    volatile String now = "2024-05-01T12:00:00Z";
    /** Lists wait for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    FakeRegistry(String ivoid, String... authorities) throws IOException {
        this.ivoid = ivoid;
        this.authorities = authorities;
        // On all addresses, so that 127.0.0.2 and others count as other hosts.
        http = HttpServer.create(new InetSocketAddress(0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    /** Its base URL under a name of this machine, for instance {@code localhost} or {@code 127.0.0.1}. */
    String url(String host) {
        return "http://" + host + ":" + http.getAddress().getPort() + "/oai";
    }

    String url() {
        return url("localhost");
    }

    List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Records {@code PREFIX/0} to {@code PREFIX/(number - 1)}. */
    static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + "/" + i).toList();
    }

    FakeRegistry put(List<String> records) {
        records.forEach(record -> put(record, "Title of " + record));
        return this;
    }

    void put(String record, String title) {
        keep(record, Xml.item(record, title));
    }

    void deactivate(String record) {
        keep(record, Xml.item(record, "Title of " + record).replace("status=\"active\"", "status=\"inactive\""));
    }

    void delete(String record) {
        keep(record, Xml.tombstone(record));
    }

    /** Takes a record away without a word. */
    void lose(String record) {
        items.remove(record);
        datestamps.remove(record);
    }

    void putItem(String record, String item) {
        keep(record, item);
    }

    private void keep(String record, String item) {
        datestamps.put(record, now);
        items.put(record, item.replaceFirst("<datestamp>[^<]*", "<datestamp>" + now));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        requests.add(query);
        Map<String, String> arguments = new HashMap<>();
        for (String argument : query.split("&")) {
            arguments.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        String body =
                switch (arguments.get("verb")) {
                    case "Identify" -> Xml.identify(ivoid, authorities);
                    case "ListSets" -> Xml.sets("ivo_managed", "ivo_publishers");
                    case "GetRecord" -> getRecord(arguments.get("identifier"));
                    case "ListIdentifiers" -> list("ListIdentifiers", arguments, true);
                    default -> list("ListRecords", arguments, false);
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String getRecord(String identifier) {
        String item = items.get(identifier);
        return item == null
                ? Xml.error(now, "idDoesNotExist")
                : Xml.response(now, "<GetRecord>" + item + "</GetRecord>");
    }

    private String list(String verb, Map<String, String> arguments, boolean headers) {
        mostAtOnce.accumulateAndGet(busy.incrementAndGet(), Math::max);
        try {
            gate.await();
            String from = arguments.getOrDefault("from", "");
            StringBuilder list = new StringBuilder();
            synchronized (items) {
                items.forEach((record, item) -> {
                    if (!unlisted.contains(record) && datestamps.get(record).compareTo(from) >= 0) {
                        String entry = headers
                                ? item.replaceFirst("(?s)^<record>", "").replaceFirst("(?s)</header>.*", "</header>")
                                : item;
                        list.append(entry.repeat(listedTwice.contains(record) ? 2 : 1));
                    }
                });
            }
            return list.isEmpty()
                    ? Xml.error(now, "noRecordsMatch")
                    : Xml.response(now, "<" + verb + ">" + list + "</" + verb + ">");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            busy.decrementAndGet();
        }
    }

    @Override
    public void close() {
        gate.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
