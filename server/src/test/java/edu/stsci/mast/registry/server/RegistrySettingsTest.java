package edu.stsci.mast.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.search.uws.JobLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {
    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("registry.conf"), text);
    }

    @Test
    void haveDefaults() {
        RegistrySettings settings = RegistrySettings.load(null, Map.of("PATH", "/bin"), Map.of());

        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.managedAuthorities()).containsExactly("archive.stsci.edu");
        assertThat(settings.database().url()).isEmpty();
    }

    @Test
    void comeFromTheFileThenTheEnvironmentThenTheCommandLine() throws Exception {
        Path file = file("registry { name = One, http.port = 1001, oai.page-size = 7 }");
        Map<String, String> environment =
                Map.of("REGISTRY_HTTP_PORT", "1002", "REGISTRY_MANAGED_AUTHORITIES", "one.org, two.org");

        RegistrySettings fromEnvironment = RegistrySettings.load(file, environment, Map.of());
        RegistrySettings fromCommandLine = RegistrySettings.load(file, environment, Map.of("registry.http.port", 1003));

        assertThat(fromEnvironment.name()).isEqualTo("One");
        assertThat(fromEnvironment.oai().pageSize()).isEqualTo(7);
        assertThat(fromEnvironment.http().port()).isEqualTo(1002);
        assertThat(fromEnvironment.managedAuthorities()).containsExactlyInAnyOrder("one.org", "two.org");
        assertThat(fromCommandLine.http().port()).isEqualTo(1003);
    }

    @Test
    void haveLimitsOfJobsThatFitUws() {
        JobLimits limits = RegistrySettings.load(
                        null, Map.of("REGISTRY_TAP_ASYNC_MAX_RUN_TIME", "90 seconds"), Map.of())
                .tap()
                .async();

        assertThat(limits.runTime()).hasSeconds(90);
        assertThat(limits.keep()).hasDays(7);
        // xs:int in the schema of UWS
        assertThatThrownBy(() ->
                        RegistrySettings.load(null, Map.of("REGISTRY_TAP_ASYNC_MAX_RUN_TIME", "100000 days"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.tap.async.max-run-time")
                .hasMessageContaining("between 1 second");
    }

    @Test
    void nameTheSettingThatDoesNotExist() throws Exception {
        Path file = file("registry {\n  http.prot = 1\n}");

        assertThatThrownBy(() -> RegistrySettings.load(file, Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("registry.http.prot")
                .hasMessageContaining("did you mean registry.http.port?");
        assertThatThrownBy(() -> RegistrySettings.load(null, Map.of("REGISTRY_HTTP_PROT", "1"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("REGISTRY_HTTP_PROT")
                .hasMessageContaining("REGISTRY_HTTP_PORT");
    }

    @Test
    void nameTheSettingThatIsWrong() {
        assertThatThrownBy(() -> RegistrySettings.load(null, Map.of("REGISTRY_HTTP_PORT", "70000"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.http.port")
                .hasMessageContaining("70000");
        assertThatThrownBy(() -> RegistrySettings.load(null, Map.of("REGISTRY_HTTP_PORT", "many"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.port");
        assertThatThrownBy(() -> RegistrySettings.load(null, Map.of("REGISTRY_IDENTIFIER", "here"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.identifier")
                .hasMessageContaining("ivo://");
        assertThatThrownBy(() -> RegistrySettings.load(folder.resolve("none.conf"), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.conf");
    }

    @Test
    void sayWhereSolrIs() throws Exception {
        assertThat(RegistrySettings.load(null, Map.of(), Map.of()).solr().isEmbedded())
                .isTrue();
        RegistrySettings cloud = RegistrySettings.load(
                file("registry.solr { zookeeper = \"zk1:2181,zk2:2181/solr\", user = registry, replicas = 3 }"),
                Map.of("REGISTRY_SOLR_PASSWORD", "secret"),
                Map.of());

        assertThat(cloud.solr().isCloud()).isTrue();
        assertThat(cloud.solr().replicas()).isEqualTo(3);
        assertThat(cloud.solr().password()).isEqualTo("secret");
        assertThat(cloud.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url = "http://solr:8983/solr/registry", zookeeper = "zk:2181" | leave one of them empty
            url = "http://solr:8983/registry"                           | not the address of a Solr core
            url = "solr/registry"                                       | registry.solr.url
            zookeeper = "zk1,zk2:2181"                                  | host:port
            zookeeper = "zk1:2181", collection = "our records"          | collection 'our records'
            zookeeper = "zk1:2181", user = registry                     | user and password have to be set both
            user = registry, password = x                               | neither url nor zookeeper
            replicas = 0                                                | registry.solr.replicas
            search-timeout = 0 s                                        | registry.solr.search-timeout
            """)
    void refuseAMixOfSolrSettingsThatDoesNotGoTogether(String settings, String sentence) {
        assertThatThrownBy(() -> RegistrySettings.load(file("registry.solr { " + settings + " }"), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.solr")
                .hasMessageContaining(sentence);
    }

    @Test
    void letNoPasswordCrossTheNetworkInTheOpen() {
        for (String url : List.of(
                "jdbc:sqlserver://db.example.org;databaseName=registry;encrypt=false",
                "jdbc:sqlserver://db.example.org\\ONE:1433;Encrypt = no;user=me",
                "jdbc:sqlserver://;serverName=10.0.0.7;password={a;encrypt=true;};encrypt=optional")) {
            assertThatThrownBy(() -> RegistrySettings.load(null, Map.of("REGISTRY_DATABASE_URL", url), Map.of()))
                    .as(url)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("registry.database.url")
                    .hasMessageContaining("unencrypted");
        }
        for (String url : List.of(
                "jdbc:sqlserver://db.example.org;databaseName=registry",
                "jdbc:sqlserver://db.example.org;password={x;encrypt=false};databaseName=registry",
                "jdbc:sqlserver://db.example.org;encrypt=strict",
                "jdbc:sqlserver://localhost:1433;encrypt=false")) {
            assertThat(RegistrySettings.load(null, Map.of("REGISTRY_DATABASE_URL", url), Map.of())
                            .database()
                            .url())
                    .isEqualTo(url);
        }
    }

    @Test
    void warnOfACertificateThatIsNotChecked() {
        assertThat(SqlServerUrl.of("jdbc:sqlserver://db.example.org;trustServerCertificate=true")
                        .warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("db.example.org"));
        assertThat(SqlServerUrl.of("jdbc:sqlserver://db.example.org").warning()).isEmpty();
        assertThat(SqlServerUrl.of("jdbc:sqlserver://127.0.0.1;trustServerCertificate=true")
                        .warning())
                .isEmpty();
    }

    @Test
    void doNotTellThePasswordOfADatabase() {
        RegistrySettings settings = RegistrySettings.load(
                null, Map.of("REGISTRY_DATABASE_URL", "jdbc:sqlserver://localhost;password=hidden"), Map.of());
        assertThat(settings.database().toString()).doesNotContain("hidden");
    }
}
