import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.solr.cloud.MiniSolrCloudCluster;
import org.apache.solr.cloud.ZkTestServer;
import org.apache.solr.embedded.JettyConfig;
import org.apache.solr.embedded.JettySolrRunner;
import org.apache.solr.security.Sha256AuthenticationProvider;

/**
 * Solr servers for tests, in a JVM of their own, since their Jetty and Jersey are older than ours: a SolrCloud of two nodes with ZooKeeper,
 * and a standalone Solr with a core named registry. All ask for a user and a password (basic authentication) and let the user registry in.
 * Arguments: a folder to work in, a folder that holds the configset's conf, and the password.
 *
 * <p>Prints {@code node URL}, {@code zookeeper ADDRESS} and {@code core URL} when they can be used. Reads commands from its standard input, each answered with
 * {@code done}: {@code stop 0}, {@code start 0} (a node of the SolrCloud), {@code stop core}, {@code start core},
 * {@code stop zookeeper}, {@code start zookeeper}. Ends with its input.
 */
public final class SolrServers {
    private final MiniSolrCloudCluster cloud;
    private final List<JettySolrRunner> nodes;
    private final JettySolrRunner standalone;
    private ZkTestServer zookeeper;

    private SolrServers(Path folder, Path configset, String password) throws Exception {
        String security = """
                {"authentication": {"class": "solr.BasicAuthPlugin", "blockUnknown": true, "credentials": {"registry": "%s"}}}
                """.formatted(Sha256AuthenticationProvider.getSaltedHashedValue(password));
        cloud = new MiniSolrCloudCluster.Builder(2, Files.createDirectories(folder.resolve("cloud")))
                .withSecurityJson(security)
                .configure();
        zookeeper = cloud.getZkServer();
        nodes = List.copyOf(cloud.getJettySolrRunners());
        Path home = Files.createDirectories(folder.resolve("standalone"));
        Files.writeString(home.resolve("solr.xml"), "<solr/>");
        Files.writeString(home.resolve("security.json"), security);
        Path core = Files.createDirectories(home.resolve("registry"));
        Files.writeString(core.resolve("core.properties"), "name=registry\n");
        Path conf = Files.createDirectories(core.resolve("conf"));
        try (var files = Files.list(configset.resolve("conf"))) {
            for (Path file : files.toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        standalone = new JettySolrRunner(
                home.toString(), new Properties(), JettyConfig.builder().setContext("/solr").build());
        standalone.start();
    }

    private void obey(String command) throws Exception {
        String[] words = command.split(" ");
        if (words[1].equals("zookeeper")) {
            if (words[0].equals("stop")) {
                zookeeper.shutdown();
            } else {
                zookeeper = new ZkTestServer(zookeeper.getZkDir(), zookeeper.getPort());
                zookeeper.run(false);
            }
            return;
        }
        JettySolrRunner server = words[1].equals("core") ? standalone : nodes.get(Integer.parseInt(words[1]));
        if (words[0].equals("stop")) {
            server.stop();
        } else {
            server.start(true); // on the same port
        }
    }

    public static void main(String[] arguments) throws Exception {
        SolrServers servers = new SolrServers(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
        System.out.println("node " + servers.nodes.get(1).getBaseUrl());
        System.out.println("zookeeper " + servers.cloud.getZkServer().getZkAddress());
        System.out.println("core " + servers.standalone.getBaseUrl() + "/registry");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            servers.obey(command);
            System.out.println("done");
        }
        Runtime.getRuntime().halt(0);
    }
}
