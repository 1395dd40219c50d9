package edu.stsci.mast.registry;

import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Registries in this process, at a free port of this machine. */
final class TestRegistry {
    private TestRegistry() {}

    /**
     * Settings, by their paths; more can be put in.
     *
     * @param data the folder of its data
     * @param more paths and values in turn; they win over what tests usually have
     */
    static Map<String, Object> settings(Path data, Object... more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("registry.data", data.toString());
        settings.put("registry.http.port", 0);
        settings.put("registry.http.address", "127.0.0.1");
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    /** A registry that has started; whoever asked for it closes it. */
    static Registry start(Map<String, Object> settings) {
        return Registry.start(RegistrySettings.load(null, Map.of(), settings));
    }

    /** Likewise, with {@link #settings}. */
    static Registry start(Path data, Object... more) {
        return start(settings(data, more));
    }
}
