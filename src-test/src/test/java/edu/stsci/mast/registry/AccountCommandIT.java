package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/registry account}, beside a running server and without one. */
class AccountCommandIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private RegistryProcess account(String input, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "account";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data";
        all[all.length - 1] = folder.resolve("data").toString();
        return RegistryProcess.runWith(input, folder, all);
    }

    private static void refused(RegistryProcess process, String... words) throws Exception {
        assertThat(process.exitCode()).isNotZero();
        assertThat(process.err()).contains(words).doesNotContain("\tat ", "Exception");
    }

    private static int status(String url, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/staff"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void accountsAreKeptBesideARunningServerAndWithoutOne() throws Exception {
        RegistryProcess added = account("correct horse battery\n", "add", "ann", "--role", "administrator");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.out()).startsWith("Added ann: administrator, authorities: all");
        refused(
                account("correct horse battery\n", "add", "ANN", "--role", "editor"),
                "There is an account ANN already");
        refused(account("short\n", "add", "bob", "--role", "editor"), "at least 12 characters");
        refused(account("", "add", "bob", "--role", "editor"), "no password on the standard input");
        refused(account("correct horse battery\n", "add", "bob", "--role", "king"), "'king' is no role");
        refused(account("", "disable", "ann"), "last administrator");
        refused(account("", "disable", "nobody"), "There is no account 'nobody'");

        try (RegistryProcess server = RegistryProcess.start(
                folder, "serve", "--port", "0", "--data", folder.resolve("data").toString())) {
            await().atMost(LIMIT).until(() -> server.out().contains("Ready: ") || !server.runs());
            String url = server.out().replaceAll("(?s).*Ready: (\\S+?)/\\s.*", "$1");
            assertThat(StaffBrowser.signIn(StaffBrowser.browser(), url, "ann", "correct horse battery")
                            .statusCode())
                    .isEqualTo(303);

            assertThat(account("tall tree in the wind\n", "password", "ann").exitCode())
                    .isZero();
            assertThat(StaffBrowser.signIn(StaffBrowser.browser(), url, "ann", "correct horse battery")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(StaffBrowser.signIn(StaffBrowser.browser(), url, "ann", "tall tree in the wind")
                            .statusCode())
                    .isEqualTo(303);

            RegistryProcess editor = account(
                    "another long password\n", "add", "bob", "--role", "editor", "--authority", "archive.stsci.edu");
            assertThat(editor.out()).contains("bob: editor, authorities: archive.stsci.edu");
            refused(account("", "token", "bob", "--scope", "admin", "--expires", "30d"), "more than the role editor");
            refused(account("", "token", "bob", "--scope", "edit", "--expires", "soon"), "'soon' is no time to expire");
            RegistryProcess made = account("", "token", "bob", "--scope", "edit", "--expires", "30d");
            assertThat(made.exitCode()).as(made.err()).isZero();
            String token = made.out().strip();
            assertThat(status(url, token)).isEqualTo(200);
            assertThat(account("", "disable", "bob").out()).startsWith("Disabled bob");
            assertThat(status(url, token)).isEqualTo(401);
            assertThat(account("", "list").out())
                    .contains(
                            "ann: administrator", "last signed in", "bob: editor", "disabled", "has not signed in yet");
        }
    }
}
