package edu.stsci.mast.registry.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * One who uses a registry for a while, with pauses. Its requests go to the nodes in turn, as those of a load balancer without memory do, and
 * say that they come from an address of its own. For one thread.
 */
final class LoadClient implements AutoCloseable {
    private static final String LIST = "verb=ListRecords&metadataPrefix=ivo_vor";
    private static final int RECORD_AFTER = 3;
    private static final int KEPT = 1 << 20;

    private final LoadKind kind;
    private final int number;
    private final Load load;
    private final Random random;
    private final QueryLog log;
    private final List<HttpReader> readers = new ArrayList<>();
    private final LoadTimes times = new LoadTimes();
    private int requests;
    private String list = LIST;

    /**
     * What clients share.
     *
     * @param nodes the nodes' addresses
     * @param records what is searched for
     * @param queries ADQL
     * @param edited paths of records that staff edits, below /api/records/
     * @param token what lets staff in
     * @param pause the usual pause between two requests, in seconds, on average
     */
    record Load(
            List<String> nodes,
            List<SampleRecord> records,
            List<String> queries,
            List<String> edited,
            String token,
            double pause) {}

    LoadClient(LoadKind kind, int number, Load load) {
        this.kind = kind;
        this.number = number;
        this.load = load;
        this.random = new Random(number);
        this.log = new QueryLog(load.records(), List.of(), number);
        load.nodes().forEach(node -> readers.add(new HttpReader("identity")));
    }

    /**
     * Asks and pauses until the time is over.
     *
     * @param end by {@link System#nanoTime}
     */
    LoadTimes run(long end) throws InterruptedException {
        while (pause(end)) {
            long start = System.nanoTime();
            try {
                perform();
                times.answered((System.nanoTime() - start) / 1e9);
            } catch (IOException e) {
                times.failed(e.getMessage());
            }
        }
        return times;
    }

    /** Waits as long as people do: mostly short, sometimes long. */
    private boolean pause(long end) throws InterruptedException {
        double seconds = -Math.log(1 - random.nextDouble()) * load.pause() * kind.pauses();
        long left = end - System.nanoTime();
        Thread.sleep(Math.max(0, Math.min((long) (1e3 * seconds), left / 1_000_000)));
        return System.nanoTime() < end;
    }

    private void perform() throws IOException {
        switch (kind) {
            case SEARCH -> {
                if (requests % RECORD_AFTER == RECORD_AFTER - 1) {
                    SampleRecord any =
                            load.records().get(random.nextInt(load.records().size()));
                    get("/resource/" + any.ivoid().substring("ivo://".length()));
                } else {
                    get(log.next().path());
                }
            }
            case TAP ->
                get("/tap/sync?REQUEST=doQuery&LANG=ADQL&MAXREC=1000&QUERY="
                        + encoded(
                                load.queries().get(random.nextInt(load.queries().size()))));
            case HARVEST -> harvest();
            case FRONT -> get(random.nextBoolean() ? "/" : "/api/suggest?q=hub");
            case EDIT -> edit();
        }
    }

    private void harvest() throws IOException {
        String page = get("/oai?" + list);
        int element = page.lastIndexOf("<resumptionToken");
        int start = page.indexOf('>', element) + 1;
        boolean last = element < 0 || page.charAt(start - 2) == '/';
        list = last
                ? LIST
                : "verb=ListRecords&resumptionToken=" + encoded(page.substring(start, page.indexOf('<', start)));
    }

    private void edit() throws IOException {
        String path = "/api/records/" + load.edited().get(number % load.edited().size());
        HttpGet look = new HttpGet(node() + path);
        look.setHeader("Authorization", "Bearer " + load.token());
        String[] seen = new String[2];
        reader().execute(sent(look), answer -> {
            refuse(answer.getCode(), look);
            seen[0] = answer.getHeader("ETag").getValue();
            seen[1] = EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
            return null;
        });
        String edited = seen[1].replaceFirst("<title>[^<]*", "<title>Edited " + System.nanoTime());
        requests++;
        HttpPut save = new HttpPut(node() + path + "?reason=load");
        save.setHeader("Authorization", "Bearer " + load.token());
        save.setHeader("If-Match", seen[0]);
        save.setEntity(new ByteArrayEntity(edited.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_XML));
        reader().execute(sent(save), answer -> {
            EntityUtils.consume(answer.getEntity());
            refuse(answer.getCode(), save);
            return null;
        });
        requests++;
    }

    /** The last part of the body. */
    private String get(String path) throws IOException {
        HttpGet request = new HttpGet(node() + path);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            return reader().execute(sent(request), answer -> {
                byte[] bytes = EntityUtils.toByteArray(answer.getEntity());
                refuse(answer.getCode(), request);
                body.write(bytes, Math.max(0, bytes.length - KEPT), Math.min(KEPT, bytes.length));
                return body.toString(StandardCharsets.UTF_8);
            });
        } finally {
            requests++;
        }
    }

    private static void refuse(int status, HttpUriRequestBase request) throws IOException {
        if (status / 100 != 2) {
            throw new IOException("Status " + status + " of " + request.getMethod() + " " + request.getPath());
        }
    }

    private HttpUriRequestBase sent(HttpUriRequestBase request) {
        request.setHeader("X-Forwarded-For", "198.51." + number / 250 + "." + (1 + number % 250));
        return request;
    }

    private int turn() {
        return (number + requests) % load.nodes().size();
    }

    private String node() {
        return load.nodes().get(turn());
    }

    private HttpReader reader() {
        return readers.get(turn());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        for (HttpReader reader : readers) {
            reader.close();
        }
    }
}
