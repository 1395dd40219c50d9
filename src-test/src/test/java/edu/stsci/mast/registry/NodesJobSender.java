package edu.stsci.mast.registry;

import edu.stsci.mast.registry.NodesClient.Count;
import edu.stsci.mast.registry.NodesClient.Request;
import edu.stsci.mast.registry.RawHttp.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** Sends queries as jobs: makes, starts, waits for, fetches and deletes each at any nodes (UWS 1.1, section 2.2). */
final class NodesJobSender implements NodesClient.Work {
    private static final String SHORT = "SELECT COUNT(*) AS n FROM rr.resource";
    private static final String LONG =
            "SELECT COUNT(*) AS n FROM rr.res_subject AS a, rr.res_subject AS b, rr.interface AS c"
                    + " WHERE a.res_subject < b.res_subject AND c.intf_index > 0";

    private final NodesClient client;
    private final Random choice;

    NodesJobSender(NodesClient client, Random choice) {
        this.client = client;
        this.choice = choice;
    }

    @Override
    public void step() {
        Request make = Request.form(
                "/tap/async",
                "LANG=ADQL&FORMAT=csv&QUERY=" + NodesClient.encoded(choice.nextInt(3) == 0 ? LONG : SHORT));
        Optional<Answer> made = client.once(make);
        if (made.isPresent() && client.expect(make, made.get(), 303).status() == 303) {
            follow(URI.create(made.get().header("Location").orElseThrow()).getPath());
        }
    }

    private void follow(String job) {
        while (phase(job, "").equals("PENDING")) {
            Request run = Request.form(job + "/phase", "PHASE=RUN");
            client.once(run).ifPresent(answer -> client.expect(run, answer, 303));
        }
        String phase = "EXECUTING";
        while (Set.of("QUEUED", "EXECUTING").contains(phase)) {
            phase = phase(job, "?WAIT=10");
        }
        if (phase.equals("COMPLETED")) {
            if (!client.get(200, job + "/results/result").text().matches("n\\s+[0-9]+\\s+")) {
                client.error("The result of " + job + " is not what was asked for");
            }
            client.count(Count.JOBS_COMPLETED);
        } else {
            String why = client.get(200, job + "/error").text();
            if (!phase.equals("ERROR") || !why.contains("The service ended 2 times")) {
                client.error("The job " + job + " is " + phase + ": " + why);
            }
            client.count(Count.JOBS_GIVEN_UP);
        }
        Request delete = new Request("DELETE", job, null, List.of());
        Optional<Answer> deleted = client.once(delete);
        if (deleted.isPresent()) {
            client.expect(delete, deleted.get(), 303);
            client.get(404, job);
        }
    }

    private String phase(String job, String wait) {
        return Jsoup.parse(client.get(200, job + wait).text(), "", Parser.xmlParser())
                .select("uws|phase")
                .text();
    }
}
