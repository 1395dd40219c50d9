package edu.stsci.mast.registry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Puts together what the operator has set, from {@code reference.conf}, a file, environment variables and the command line. */
final class SettingsSources {
    /** Where all settings are. */
    static final String ROOT = "registry";
    /** Variables that tests and benchmarks use; they are no settings. */
    private static final List<String> OTHER_VARIABLES = List.of("REGISTRY_TEST_", "REGISTRY_BENCH_");

    private SettingsSources() {}

    /**
     * The value of each setting by the last of these that has it: {@code reference.conf}, the file, the environment, the command line.
     *
     * @param file the operator's file, null for none
     * @param commandLine path to value
     * @throws SettingsException when there is no such file, or somebody sets what there is not
     * @throws ConfigException when the file is malformed
     */
    static Config merge(Path file, Map<String, String> environment, Map<String, Object> commandLine) {
        Config reference = ConfigFactory.parseResources(SettingsSources.class.getClassLoader(), "reference.conf");
        Config config = reference;
        if (file != null) {
            config = operatorsFile(file, reference).withFallback(config);
        }
        config = fromEnvironment(environment, reference).withFallback(config);
        for (Map.Entry<String, Object> setting : commandLine.entrySet()) {
            config = config.withValue(
                    setting.getKey(), ConfigValueFactory.fromAnyRef(setting.getValue(), "the command line"));
        }
        return config.resolve();
    }

    private static Config operatorsFile(Path file, Config reference) {
        if (!Files.isReadable(file)) {
            throw new SettingsException("The configuration file " + file + " does not exist or cannot be read", null);
        }
        Config config = ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        Set<String> known = paths(reference);
        for (String path : paths(config)) {
            if (!known.contains(path)) {
                throw new SettingsException(
                        file + ", line " + config.getValue(path).origin().lineNumber() + ": there is no setting " + path
                                + "; did you mean " + nearest(path, known) + "?",
                        null);
            }
        }
        return config;
    }

    private static Config fromEnvironment(Map<String, String> environment, Config reference) {
        Map<String, String> pathByVariable = new TreeMap<>();
        for (String path : paths(reference)) {
            pathByVariable.put(path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), path);
        }
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("REGISTRY_") || OTHER_VARIABLES.stream().anyMatch(name::startsWith)) {
                continue;
            }
            String path = pathByVariable.get(name);
            if (path == null) {
                throw new SettingsException(
                        "The environment variable " + name + " sets nothing; did you mean "
                                + nearest(name, pathByVariable.keySet()) + "?",
                        null);
            }
            boolean list = reference.getValue(path).valueType() == ConfigValueType.LIST;
            Object value = list ? List.of(variable.getValue().split("\\s*,\\s*")) : variable.getValue();
            config = config.withValue(path, ConfigValueFactory.fromAnyRef(value, "the environment variable " + name));
        }
        return config;
    }

    private static Set<String> paths(Config config) {
        Set<String> paths = new LinkedHashSet<>();
        config.entrySet().forEach(e -> paths.add(e.getKey()));
        return paths;
    }

    /** The known name that takes the fewest single-letter changes to reach. */
    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String k) ->
                                LevenshteinDistance.getDefaultInstance().apply(name, k))
                        .thenComparing(k -> k))
                .orElse("");
    }
}
