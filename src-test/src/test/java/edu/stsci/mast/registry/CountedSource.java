package edu.stsci.mast.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.SampleRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A publishing registry that notes who asks for what. Each time somebody begins its list, the titles of some of its records are new; the
 * later pages of a list are those of that time.
 */
final class CountedSource implements AutoCloseable {
    static final int PAGES = 4;
    static final int ON_A_PAGE = 8;
    /** Of the records of a page, so many change from list to list. */
    private static final int CHANGING = 2;

    private final String host;
    private final String authority;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    // Under the lock of this.
    private int lists;
    private int ended;
    private final Set<HttpExchange> inProgress = new HashSet<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> overlaps = new ArrayList<>();
    private CountDownLatch reached;
    private CountDownLatch released;
    private HttpExchange held;

    /** A registry of an authority, which listens at this machine, called by one of its names. */
    CountedSource(String host, String authority) throws IOException {
        this.host = host;
        this.authority = authority;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oai", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://" + host + ":" + server.getAddress().getPort() + "/oai";
    }

    /** From now on, the third page of a list is held back until {@link #release}. */
    synchronized CountDownLatch hold() {
        reached = new CountDownLatch(1);
        released = new CountDownLatch(1);
        return reached;
    }

    synchronized void release() {
        if (released != null) {
            released.countDown();
        }
        reached = null;
        released = null;
    }

    /** Who asked for the page that is held back has gone: what others ask for meanwhile comes after it, not beside it. */
    synchronized void letGo() {
        inProgress.remove(held);
    }

    /** How many lists were begun. */
    synchronized int lists() {
        return lists;
    }

    /** How often a last page was given. */
    synchronized int ended() {
        return ended;
    }

    /** Requests that came while another was not answered. */
    synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** How often a page was asked for that had been asked for before. */
    synchronized int repeated() {
        return requests.size() - (int) requests.stream().distinct().count();
    }

    /** The titles of its records by their identifiers, in a list. */
    Map<String, String> titles(int list) {
        Map<String, String> titles = new TreeMap<>();
        for (int page = 1; page <= PAGES; page++) {
            for (int i = 0; i < ON_A_PAGE; i++) {
                titles.put(ivoid(page, i), title(list, i));
            }
        }
        return titles;
    }

    private String ivoid(int page, int number) {
        return "ivo://" + authority + "/" + page + "/" + number;
    }

    private static String title(int list, int number) {
        return number < CHANGING ? "Title " + list : "The same title";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            begin(exchange, query);
            byte[] body;
            try {
                body = response(content(exchange, query)).getBytes(StandardCharsets.UTF_8);
            } finally {
                end(exchange);
            }
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized void begin(HttpExchange exchange, String query) {
        if (!inProgress.isEmpty()) {
            overlaps.add(query);
        }
        inProgress.add(exchange);
    }

    private synchronized void end(HttpExchange exchange) {
        inProgress.remove(exchange);
    }

    private String content(HttpExchange exchange, String query) {
        if (query.contains("verb=Identify")) {
            return "<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><description>"
                    + embedded(SampleRecords.registry("ivo://" + authority + "/registry", authority)
                            .toString())
                    + "</description></Identify>";
        }
        if (query.contains("verb=ListSets")) {
            return "<ListSets><set><setSpec>ivo_managed</setSpec><setName>n</setName></set></ListSets>";
        }
        int list;
        int page = 1;
        synchronized (this) {
            if (query.contains("resumptionToken=")) {
                String[] token = query.replaceFirst(".*resumptionToken=", "").split("-");
                list = Integer.parseInt(token[0]);
                page = Integer.parseInt(token[1]);
            } else {
                list = ++lists;
            }
            requests.add(list + "-" + page);
        }
        if (page == 3) {
            holdBack(exchange);
        }
        return page(list, page);
    }

    private void holdBack(HttpExchange exchange) {
        CountDownLatch gate;
        synchronized (this) {
            if (reached == null) {
                return;
            }
            held = exchange;
            reached.countDown();
            gate = released;
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String page(int list, int page) {
        StringBuilder records = new StringBuilder("<ListRecords>");
        for (int i = 0; i < ON_A_PAGE; i++) {
            records.append("<record><header><identifier>")
                    .append(ivoid(page, i))
                    .append("</identifier><datestamp>");
            records.append(now()).append("</datestamp></header><metadata>");
            records.append(embedded(SampleRecords.organisationXml(ivoid(page, i), title(list, i), "active")));
            records.append("</metadata></record>");
        }
        if (page < PAGES) {
            records.append("<resumptionToken>")
                    .append(list)
                    .append('-')
                    .append(page + 1)
                    .append("</resumptionToken>");
        } else {
            synchronized (this) {
                ended++;
            }
        }
        return records.append("</ListRecords>").toString();
    }

    /** A record whose elements are in no namespace, whatever stands around it. */
    private static String embedded(String record) {
        return record.replaceFirst("<ri:Resource ", "<ri:Resource xmlns=\"\" ");
    }

    private static String response(String content) {
        return "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>" + now() + "</responseDate>"
                + content + "</OAI-PMH>";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
