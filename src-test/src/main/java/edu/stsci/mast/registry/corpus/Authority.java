package edu.stsci.mast.registry.corpus;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A naming authority of the synthetic Virtual Observatory, with the organisation that publishes under it. */
record Authority(int number, String id, String publisher) {
    private static final List<Authority> ALL = load();
    private static final ZipfList<Authority> DATA_CENTRES = new ZipfList<>(ALL.subList(1, ALL.size()));

    private static List<Authority> load() {
        List<String> lines = ResourceFile.sections("authorities.txt").get("");
        return IntStream.range(0, lines.size())
                .mapToObj(number -> {
                    String[] fields = lines.get(number).split("\\s*\\|\\s*");
                    return new Authority(number, fields[0], fields[1]);
                })
                .toList();
    }

    static List<Authority> all() {
        return ALL;
    }

    /** The authority of most catalogues. */
    static Authority vizier() {
        return ALL.get(0);
    }

    /** One of the others, the first of them most often. */
    static Authority dataCentre(Dice dice) {
        return DATA_CENTRES.pick(dice);
    }

    String ivoid() {
        return "ivo://" + id;
    }

    String organisation() {
        return "ivo://" + id + "/org";
    }

    String tapService() {
        return "ivo://" + id + "/tap";
    }

    /** Where the TAP service is reached; the auxiliary capabilities of catalogues name the same address. */
    String tapUrl() {
        return url("tap");
    }

    /** A host below example.org, so that nothing that reads the corpus can reach a real service by mistake. */
    String host() {
        return id.toLowerCase(Locale.ROOT) + ".example.org";
    }

    String url(String path) {
        return "https://" + host() + "/" + path;
    }
}
