package edu.stsci.mast.registry.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * An endless, mixed log of queries, the same for the same seed. They are made of the words of records, of which some are asked for much
 * more often than others: the record of rank n is chosen with a probability of about 1/n, as Zipf's law says of most that people choose.
 * For one thread.
 */
final class QueryLog {
    private static final List<String> WAVEBANDS =
            List.of("radio", "millimeter", "infrared", "optical", "uv", "euv", "x-ray", "gamma-ray");
    private static final List<String> SPECTRA =
            List.of("optical", "infrared", "400-700 nm", "2.2 µm", "0.5-10 keV", "1.4 GHz", "radio", "1-2 TeV");
    private static final int ROWS = 20;
    private static final int LAST_PAGE = 10;

    private final List<SampleRecord> records;
    private final List<QueryKind> kinds;
    private final Random random;

    /**
     * A log.
     *
     * @param records what is asked for, the most popular first; not empty
     * @param kinds of which kinds the queries are; empty for all, as often as they say
     */
    QueryLog(List<SampleRecord> records, List<QueryKind> kinds, long seed) {
        this.records = records;
        this.kinds = kinds;
        this.random = new Random(seed);
    }

    /**
     * A query.
     *
     * @param path its address, from the slash after the host
     */
    record Query(QueryKind kind, String path) {}

    /** The next query. */
    Query next() {
        if (!kinds.isEmpty()) {
            return next(kinds.get(random.nextInt(kinds.size())));
        }
        int draw = random.nextInt(100);
        for (QueryKind kind : QueryKind.values()) {
            draw -= kind.share();
            if (draw < 0) {
                return next(kind);
            }
        }
        throw new IllegalStateException("The shares of the kinds must make a hundred");
    }

    private Query next(QueryKind kind) {
        SampleRecord record = popular();
        String path =
                switch (kind) {
                    case WORD -> search(word(record));
                    case WORDS -> search(words(record, 2));
                    case PHRASE -> search('"' + words(record, 2 + random.nextInt(2)) + '"');
                    case FIELD -> search(field(record));
                    case TYPING_ERROR -> search(mistyped(longWord()));
                    case BEGINNING -> search(beginning(longWord(), 4) + "*");
                    case IDENTIFIER -> search(record.ivoid());
                    case FACETS ->
                        search(word(record))
                                + (random.nextBoolean() ? with("type", record.type()) : "")
                                + with("waveband", pick(WAVEBANDS));
                    case EVERYTHING -> search("") + (random.nextBoolean() ? with("waveband", pick(WAVEBANDS)) : "");
                    case PLACE -> search(random.nextBoolean() ? word(record) : "") + place();
                    case TIME -> search(random.nextBoolean() ? word(record) : "") + with("time", time());
                    case SPECTRUM -> search(random.nextBoolean() ? word(record) : "") + with("spectrum", pick(SPECTRA));
                    case UNKNOWN -> search(word(record)) + place() + with("unknown", "yes");
                    case NEWEST -> search(word(record)) + with("sort", "newest");
                    case BY_TITLE -> search(word(record)) + with("sort", "title");
                    case LATER_PAGE ->
                        search(word(record)) + with("start", Integer.toString(ROWS * (1 + random.nextInt(LAST_PAGE))));
                    case SUGGESTION -> "/api/suggest?q=" + encoded(beginning(record.title(), 2 + random.nextInt(7)));
                };
        return new Query(kind, path);
    }

    /** Each of the equal steps of the rank's logarithm is as likely as any other. */
    private SampleRecord popular() {
        return records.get((int) Math.exp(random.nextDouble() * Math.log(records.size() + 1)) - 1);
    }

    private String word(SampleRecord record) {
        List<String> words = record.words();
        return words.get(random.nextInt(words.size()));
    }

    /** Words that stand side by side in a title, as many as there are. */
    private String words(SampleRecord record, int wanted) {
        List<String> words = record.titleWords();
        int first = random.nextInt(Math.max(1, words.size() - wanted + 1));
        return String.join(" ", words.subList(first, Math.min(words.size(), first + wanted)));
    }

    private String field(SampleRecord record) {
        return switch (random.nextInt(3)) {
            case 0 -> "creator:" + pick(record.creators());
            case 1 -> "subject:\"" + pick(record.subjects()) + '"';
            default -> "title:" + pick(record.titleWords());
        };
    }

    private String longWord() {
        while (true) {
            String word = word(popular());
            if (word.length() > 5) {
                return word;
            }
        }
    }

    /** Two letters in the wrong order, the most frequent of typing errors. */
    private String mistyped(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private String place() {
        // As many in equal areas of the sky.
        double declination = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
        double radius = List.of(0.05, 0.1, 0.5, 2.0, 10.0).get(random.nextInt(5));
        return with("pos", String.format(Locale.ROOT, "%.4f %.4f", 360 * random.nextDouble(), declination))
                + with("radius", Double.toString(radius));
    }

    private String time() {
        int year = 1990 + random.nextInt(30);
        return random.nextBoolean() ? Integer.toString(year) : year + "-03-01/" + (year + 1) + "-02-01";
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String search(String query) {
        return "/api/search?q=" + encoded(query);
    }

    private static String with(String name, String value) {
        return "&" + name + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
