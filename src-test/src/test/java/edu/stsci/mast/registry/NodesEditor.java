package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.NodesClient.Count;
import edu.stsci.mast.registry.NodesClient.Request;
import edu.stsci.mast.registry.RawHttp.Answer;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** Changes, retires and brings back records of its own by the interface for programs, directly and by drafts. */
final class NodesEditor implements NodesClient.Work {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 12;

    private final NodesClient client;
    private final String token;
    private final Random choice;
    private final List<Edited> records = new ArrayList<>();
    private int counter;

    /** A record as its editor knows it. */
    private static final class Edited {
        private final Ivoid ivoid;
        /** What was acknowledged, by version; "deleted" for a tombstone. */
        private final Map<Integer, String> acknowledged = new TreeMap<>();

        private int version;
        private boolean live;
        /** What was sent last without an answer; null when there is no such thing. */
        private String doubtful;

        Edited(Ivoid ivoid) {
            this.ivoid = ivoid;
        }

        @Override
        public String toString() {
            return ivoid + " version " + version + (doubtful == null ? "" : ", perhaps " + doubtful);
        }
    }

    NodesEditor(int number, NodesClient client, String token, Random choice) {
        this.client = client;
        this.token = token;
        this.choice = choice;
        for (int i = 0; i < RECORDS; i++) {
            records.add(new Edited(Ivoid.of("ivo://archive.stsci.edu/edited" + number + "/" + i)));
        }
    }

    @Override
    public void step() throws Exception {
        Edited record = records.get(choice.nextInt(records.size()));
        int what = choice.nextInt(8);
        if (record.live && what == 0) {
            retire(record);
        } else if (what < 3 && (record.live || record.version == 0)) {
            publishDraft(record);
        } else {
            put(record);
        }
        if (record.doubtful != null) {
            look(record);
        }
    }

    void lookAtAll() throws Exception {
        for (Edited record : records) {
            look(record);
        }
    }

    private String title() {
        return "Editorial " + ++counter;
    }

    private String xml(Edited record, String title) {
        return SampleRecords.organisationXml(record.ivoid.toString(), title, "active");
    }

    private String path(Edited record) {
        return "/api/records/" + record.ivoid.withoutScheme();
    }

    private Request request(String method, String target, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Bearer " + token);
        all.add("Content-Type: application/xml");
        return new Request(method, target, body, all);
    }

    private String seen(Edited record) {
        return record.version == 0 ? "If-None-Match: *" : "If-Match: \"" + record.version + "\"";
    }

    private void put(Edited record) throws Exception {
        String title = title();
        write(record, title, request("PUT", path(record), xml(record, title), seen(record)));
    }

    private void retire(Edited record) throws Exception {
        write(record, "deleted", request("DELETE", path(record) + "?reason=test", null, seen(record)));
    }

    private void publishDraft(Edited record) throws Exception {
        String title = title();
        Request begin = request("POST", "/api/drafts", xml(record, title));
        Optional<Answer> begun = client.once(begin);
        if (begun.isEmpty()) {
            return; // perhaps there is a draft now, which the next beginning is told of
        }
        if (begun.get().status() == 409) {
            discard(record); // begun or published without an answer
            return;
        }
        client.expect(begin, begun.get(), 201);
        JsonNode draft = JSON.readTree(begun.get().text()).path("draft");
        write(
                record,
                title,
                request(
                        "POST",
                        "/api/drafts/" + draft.path("id").asLong() + "/publish",
                        "",
                        "If-Match: \"" + draft.path("revision").asInt() + "\""));
    }

    /** Gives up the open draft of a record. */
    private void discard(Edited record) throws Exception {
        for (JsonNode draft :
                JSON.readTree(client.get(200, "/api/drafts", auth()).text())) {
            if (draft.path("ivoid").asText().equals(record.ivoid.toString())) {
                Request discard = request(
                        "DELETE",
                        "/api/drafts/" + draft.path("id").asLong(),
                        null,
                        "If-Match: \"" + draft.path("revision").asInt() + "\"");
                client.once(discard).ifPresent(answer -> client.expect(discard, answer, 204));
            }
        }
    }

    private String[] auth() {
        return new String[] {"Authorization: Bearer " + token, "Accept: application/json, */*;q=0.1"};
    }

    private void write(Edited record, String content, Request request) throws Exception {
        Optional<Answer> answer = client.once(request);
        if (answer.isEmpty()) {
            record.doubtful = content;
        } else if (answer.get().status() / 100 == 2) {
            record.version++;
            record.live = !content.equals("deleted");
            record.acknowledged.put(record.version, content);
            client.count(Count.EDITS);
        } else {
            client.expect(request, answer.get(), 200);
            look(record);
        }
    }

    /** Finds out what has become of a change that was not answered: all of it, or nothing, perhaps a moment later. */
    private void look(Edited record) throws Exception {
        Request request = request("GET", path(record), null, "Accept: application/json");
        Answer answer = client.get(request.target(), request.headers().toArray(String[]::new));
        client.expect(request, answer, 200, 404);
        JsonNode present = answer.status() == 404
                ? JSON.missingNode()
                : JSON.readTree(answer.text()).path("record");
        int version = present.path("version").asInt();
        boolean live =
                !present.isMissingNode() && !present.path("status").asText().equals("deleted");
        if (version != record.version) {
            String content = live ? present.path("title").asText() : "deleted";
            if (version != record.version + 1 || !content.equals(record.doubtful)) {
                client.error("Of " + record + " there is " + present);
            }
        }
        record.version = version;
        record.live = live;
        record.doubtful = null;
    }

    void verify(MasterCopy masterCopy) {
        for (Edited record : records) {
            List<RecordVersion> history = masterCopy.history(record.ivoid);
            assertThat(history).as("%s", record).hasSize(record.version);
            assertThat(masterCopy.find(record.ivoid).map(StoredRecord::version).orElse(0))
                    .isEqualTo(record.version);
            Map<Integer, String> kept = history.stream()
                    .collect(Collectors.toMap(
                            RecordVersion::version,
                            version -> version.kind() == RecordVersion.Kind.DELETED
                                    ? "deleted"
                                    : title(masterCopy
                                            .document(record.ivoid, version.version())
                                            .orElseThrow())));
            assertThat(kept).as("%s", record).containsAllEntriesOf(record.acknowledged);
        }
    }

    private static String title(byte[] document) {
        return Jsoup.parse(new String(document, StandardCharsets.UTF_8), "", Parser.xmlParser())
                .select("title")
                .first()
                .text();
    }
}
