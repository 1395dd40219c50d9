package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.server.Main;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.cli.RegistryCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files by which operators install the registry agree with the program. */
class PackagingTest {
    private static final Path FILES = Path.of("../server/src/main/packaging");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):\\?[^}]+}");

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(FILES.resolve("compose/compose.yaml")));
        return (Map<String, Map<String, Object>>) compose.get("services");
    }

    private static List<Map<String, Object>> nodes() throws IOException {
        return services().values().stream()
                .filter(service -> service.get("image").equals("mast-registry"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> all = new HashMap<>();
        ((Map<String, Object>) service.get("environment")).forEach((name, value) -> all.put(name, value.toString()));
        return all;
    }

    @Test
    void theNodesOfTheComposeFileHaveSettingsThatThereAre() throws IOException {
        assertThat(nodes()).hasSizeGreaterThan(2);
        for (Map<String, Object> node : nodes()) {
            Map<String, String> environment = environment(node);
            environment.replaceAll((name, value) ->
                    VARIABLE.matcher(value).replaceAll(name.endsWith("URL") ? "https://registry.example.org" : "x"));
            RegistrySettings settings = RegistrySettings.load(null, environment, Map.of());
            assertThat(settings.http().publicUrl()).isEqualTo("https://registry.example.org");
            assertThat(settings.database().password()).isEqualTo("x");
            String grace = node.getOrDefault("stop_grace_period", "").toString();
            assertThat(Long.parseLong(grace.replace("s", "")))
                    .isGreaterThan(settings.http().stopTimeout().toSeconds());
        }
    }

    @Test
    void theNodesOfTheComposeFileRunCommandsThatThereAre() throws IOException {
        Set<String> commands = new TreeSet<>();
        for (Map<String, Object> node : nodes()) {
            if (node.get("command") instanceof List<?> words) {
                commands.add(words.get(0).toString());
            }
            List<?> health = (List<?>) ((Map<?, ?>) node.get("healthcheck")).get("test");
            if (health != null) {
                assertThat(health.get(health.size() - 2)).isEqualTo(Main.class.getName());
                commands.add(health.get(health.size() - 1).toString());
            }
        }
        assertThat(commands).contains("health");
        for (String command : commands) {
            assertThat(RegistryCommand.run(command, "--help")).as(command).isZero();
        }
    }

    @Test
    void noContainerHasMoreRightsThanItNeeds() throws IOException {
        for (Map<String, Object> node : nodes()) {
            assertThat(node)
                    .containsEntry("read_only", true)
                    .containsEntry("user", "10001:10001")
                    .containsEntry("cap_drop", List.of("ALL"))
                    .doesNotContainKeys("ports", "privileged");
        }
        assertThat(services().values())
                .allSatisfy(service ->
                        assertThat(service).containsKey("image").doesNotContainKeys("privileged", "network_mode"));
        assertThat(services().get("database")).doesNotContainKey("ports");
    }

    @Test
    void onlyWhatMakesTheTablesUsesTheLoginThatOwnsThem() throws IOException {
        for (Map.Entry<String, Map<String, Object>> service : services().entrySet()) {
            if (!nodes().contains(service.getValue())) {
                continue;
            }
            Map<String, String> environment = environment(service.getValue());
            boolean migrates = List.of("migrate").equals(service.getValue().get("command"));
            assertThat(environment.get("REGISTRY_DATABASE_USER"))
                    .as(service.getKey())
                    .isEqualTo(migrates ? "registry_owner" : "registry_app");
            assertThat(environment).containsEntry("REGISTRY_DATABASE_MIGRATE", "false");
        }
        assertThat(nodes()).anyMatch(node -> List.of("migrate").equals(node.get("command")));
        assertThat(Files.readString(FILES.resolve("compose/database.sql")))
                .contains("CREATE LOGIN registry_owner", "CREATE LOGIN registry_app")
                .doesNotContain("db_owner");
    }

    @Test
    void secretsHaveNoDefaultsAndAreListed() throws IOException {
        String compose = Files.readString(FILES.resolve("compose/compose.yaml"));
        Set<String> asked = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(compose);
        while (variable.find()) {
            asked.add(variable.group(1));
        }
        assertThat(asked).contains("MSSQL_SA_PASSWORD", "REGISTRY_DATABASE_PASSWORD");
        assertThat(VARIABLE.matcher(compose).replaceAll("").replace("$$", "")).doesNotContain("$");
        List<String> listed = new ArrayList<>();
        for (String line : Files.readAllLines(FILES.resolve("compose/.env.example"))) {
            assertThat(line).endsWith("=");
            listed.add(line.replace("=", ""));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void theServiceWaitsForTheServerToStop() throws IOException {
        RegistrySettings settings = RegistrySettings.load(FILES.resolve("registry.conf"), Map.of(), Map.of());
        String unit = Files.readString(FILES.resolve("mast-registry.service"));
        Matcher stop = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$").matcher(unit);
        assertThat(stop.find()).isTrue();
        assertThat(Long.parseLong(stop.group(1)))
                .isGreaterThan(settings.http().stopTimeout().toSeconds());
        assertThat(unit)
                .contains("StateDirectory=" + settings.data().getFileName())
                .contains("NoNewPrivileges=true", "ProtectSystem=strict", "MemoryMax=");
    }
}
