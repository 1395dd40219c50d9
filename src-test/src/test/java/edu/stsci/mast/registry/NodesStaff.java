package edu.stsci.mast.registry;

import edu.stsci.mast.registry.NodesClient.Count;
import edu.stsci.mast.registry.NodesClient.Request;
import edu.stsci.mast.registry.RawHttp.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A member of staff who signs in, looks around and signs out. */
final class NodesStaff implements NodesClient.Work {
    private static final int LOOKS = 30;

    private final NodesClient client;
    private final Map<String, String> cookies = new TreeMap<>();
    private int looks;
    private String form;

    NodesStaff(NodesClient client) {
        this.client = client;
    }

    @Override
    public void step() {
        if (looks == 0) {
            cookies.clear();
            Document page =
                    Jsoup.parse(keep(client.get(200, "/staff/login", headers())).text());
            form = page.select("input[name=csrf]").attr("value");
            Optional<Answer> signedIn = post(
                    "/staff/login",
                    "name=curator&password=" + NodesClient.encoded(StaffBrowser.PASSWORD) + "&csrf=" + form);
            looks = signedIn.isPresent() ? LOOKS : 0;
            signedIn.ifPresent(answer -> client.count(Count.SIGN_INS));
        } else if (looks > 1) {
            String body = client.get(200, looks % 2 == 0 ? "/staff/" : "/staff/drafts", headers())
                    .text();
            form = Jsoup.parse(body).select("input[name=csrf]").attr("value");
            looks--;
        } else {
            post("/staff/logout", "csrf=" + form);
            looks = 0;
        }
    }

    private Optional<Answer> post(String path, String body) {
        Request request = Request.form(path, body, headers());
        return client.once(request).map(answer -> client.expect(request, keep(answer), 303));
    }

    private String[] headers() {
        String all = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return new String[] {
            "Accept: text/html", "Origin: " + TestNodes.PUBLIC_URL, "Sec-Fetch-Site: same-origin", "Cookie: " + all
        };
    }

    private Answer keep(Answer answer) {
        answer.header("Set-Cookie").ifPresent(all -> {
            for (String cookie : all.split(", (?=mast-)")) {
                String[] pair = cookie.split(";")[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
        });
        return answer;
    }
}
