package edu.stsci.mast.registry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import edu.stsci.mast.registry.harvester.HarvestLimits;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Passwords;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.search.uws.JobLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * What the operator may set; {@code reference.conf} explains each. Values come, the last winning, from that file, the operator's file,
 * environment variables and the command line.
 */
public record RegistrySettings(
        Ivoid identifier,
        String name,
        String adminEmail,
        Set<String> managedAuthorities,
        Path data,
        String examples,
        Http http,
        DatabaseAccess database,
        Solr solr,
        Oai oai,
        Harvest harvest,
        Checks checks,
        VosiSync vosiSync,
        Tap tap,
        Search search,
        Nvo nvo,
        Template.Defaults newRecords,
        Accounts accounts,
        Vocabularies vocabularies,
        Metrics metrics,
        Traces traces,
        Usage usage,
        Log log) {
    private static final String ROOT = "registry";
    /** Answers are kept in memory. */
    private static final int LARGEST_ANSWER = 1 << 30;
    /** A variable that tests use, not a setting. */
    private static final String TEST_VARIABLES = "REGISTRY_TEST_";
    /** Older ones are not safe any more. */
    private static final List<String> TLS_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
    /** Variables that benchmarks use. */
    private static final String BENCH_VARIABLES = "REGISTRY_BENCH_";

    /**
     * Settings of the HTTP server; {@code publicUrl} is empty when the address is to be derived from the port; {@code proxies} are
     * believed when they tell whose request they pass on.
     */
    public record Http(
            String address,
            int port,
            String publicUrl,
            List<AddressRange> proxies,
            int threads,
            Duration stopTimeout,
            Connections connections,
            Tls tls) {
        /** Keeps a copy of the list. */
        public Http {
            proxies = List.copyOf(proxies);
        }
    }

    /**
     * Limits of connections: how many are open at a time, and how many more may wait to be opened; how long to wait for more of a request
     * that has begun, and for the next one.
     */
    public record Connections(int most, int waiting, Duration readTimeout, Duration keepAlive) {}

    /**
     * How connections are encrypted; an empty {@code certificate} means that they are not. An empty {@code key} means that the certificate's
     * file is a PKCS#12 store, which {@code password} opens.
     */
    public record Tls(String certificate, String key, String password, List<String> protocols) {
        /** No encryption. */
        public static final Tls NONE = new Tls("", "", "", List.of());

        /** Keeps a copy of the list. */
        public Tls {
            protocols = List.copyOf(protocols);
        }

        /** Whether connections are encrypted. */
        public boolean enabled() {
            return !certificate.isEmpty();
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return certificate;
        }
    }

    /** How to reach the master copy's database; an empty {@code url} means the embedded one. */
    public record DatabaseAccess(String url, String user, String password, int connections) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return url.isEmpty() ? "embedded" : url;
        }
    }

    /** How to reach Solr; an empty {@code url} means the embedded one. */
    public record Solr(String url) {}

    /**
     * Settings of the OAI-PMH provider: {@code pageBytes} is in bytes; {@code concurrentLists} is how many list requests are worked on at a
     * time, and {@code retryAfter} what others are told to wait.
     */
    public record Oai(
            int pageSize, long pageBytes, int concurrentLists, Duration retryAfter, boolean harvestedRecords) {}

    /**
     * Settings of harvesting; {@code maxResponse} and {@code maxRecord} are in bytes; an empty {@code registryOfRegistries} means that
     * sources are not discovered.
     */
    public record Harvest(
            boolean enabled,
            Duration connectTimeout,
            Duration readTimeout,
            long maxResponse,
            long maxRecord,
            Duration maxPause,
            HarvestLimits limits,
            String registryOfRegistries,
            Schedule discoverySchedule,
            boolean applyProposals) {}

    /**
     * Settings of checks; {@code linksFrom} says where addresses may lead, public or anywhere; {@code pause} is between two requests to a
     * host.
     */
    public record Checks(
            boolean enabled,
            Schedule schedule,
            boolean links,
            boolean harvestedLinks,
            String linksFrom,
            Duration pause,
            Duration timeout) {}

    /**
     * Settings of the comparison of our records with what their services tell; {@code enabled} is whether it is made at certain times, {@code
     * largestAnswer} is in bytes.
     */
    public record VosiSync(boolean enabled, Schedule schedule, int largestAnswer) {}

    /**
     * Settings of TAP; {@code fullRegistry} is whether the tables are declared as a full searchable registry, {@code uploadsFrom} says from
     * where tables may be fetched, public or anywhere; {@code async} are the limits of jobs.
     */
    public record Tap(boolean enabled, boolean fullRegistry, String uploadsFrom, TapLimits limits, JobLimits async) {}

    /** Settings of the search; an empty {@code resolver} means that names of objects are not looked up. */
    public record Search(String resolver) {}

    /** Settings of the interface of the application that this one replaced; {@code mostResources} is how many an answer may have. */
    public record Nvo(boolean enabled, int mostResources) {}

    /**
     * Settings of accounts; {@code passwords} is whether one can sign in with a password, {@code sessionIdle} and {@code sessionLength} are
     * how long a session goes on without and with anything being done in it.
     */
    public record Accounts(
            boolean passwords, int passwordIterations, Duration sessionIdle, Duration sessionLength, Oidc oidc) {}

    /**
     * How to reach the OpenID provider, and what its claims mean; an empty {@code issuer} means that there is none. {@code name} is what
     * people call it, {@code rolesFromClaims} is whether it says who may do what; the lists hold the values of the claim that give a role.
     */
    public record Oidc(
            String issuer,
            String clientId,
            String clientSecret,
            String name,
            List<String> scopes,
            String nameClaim,
            boolean rolesFromClaims,
            String rolesClaim,
            List<String> administrators,
            List<String> curators,
            List<String> editors,
            String authoritiesClaim,
            Duration connectTimeout,
            Duration readTimeout) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return issuer;
        }
    }

    /** The terms of vocabularies that the operator has fetched; those of {@code subjects} may be none. */
    public record Vocabularies(SubjectTerms subjects) {}

    /** Settings of the counts of what was used; {@code keep} is how long they are kept. */
    public record Usage(Duration keep) {}

    /** Where spans go, none when {@code collector} is empty, and the share of requests from 0 to 1 that have them. */
    public record Traces(String collector, double share) {}

    /** Settings of the log; {@code format} is text or json, {@code requests} is whether each request is written down. */
    public record Log(String format, String level, boolean requests) {}

    /** Settings of the numbers for Prometheus; {@code readers} are who may read them. */
    public record Metrics(List<AddressRange> readers, Duration every) {
        /** Keeps a copy of the list. */
        public Metrics {
            readers = List.copyOf(readers);
        }
    }

    /** The rules for records that we can mend, with the vocabularies that the operator has given. */
    public RecordRules rules() {
        return new RecordRules(Clock.systemUTC(), vocabularies.subjects());
    }

    /**
     * Reads the settings.
     *
     * @param file the operator's file, null for none
     * @param environment the process's environment variables
     * @param commandLine settings given on the command line, path to value
     * @throws SettingsException with a sentence that names the key at fault
     */
    public static RegistrySettings load(Path file, Map<String, String> environment, Map<String, Object> commandLine) {
        try {
            Config reference = ConfigFactory.parseResources(RegistrySettings.class.getClassLoader(), "reference.conf");
            Config config = reference;
            if (file != null) {
                config = operatorsFile(file, reference).withFallback(config);
            }
            config = fromEnvironment(environment, reference).withFallback(config);
            for (Map.Entry<String, Object> setting : commandLine.entrySet()) {
                config = config.withValue(
                        setting.getKey(), ConfigValueFactory.fromAnyRef(setting.getValue(), "the command line"));
            }
            return read(config.resolve().getConfig(ROOT));
        } catch (ConfigException e) {
            throw new SettingsException(sentence(e), e);
        }
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
            if (!name.startsWith("REGISTRY_") || name.startsWith(TEST_VARIABLES) || name.startsWith(BENCH_VARIABLES)) {
                continue;
            }
            String path = pathByVariable.get(name);
            if (path == null) {
                throw new SettingsException(
                        "The environment variable " + name + " sets nothing; did you mean "
                                + nearest(name, pathByVariable.keySet()) + "?",
                        null);
            }
            boolean list = reference.getValue(path).valueType() == com.typesafe.config.ConfigValueType.LIST;
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

    private static RegistrySettings read(Config c) {
        return new RegistrySettings(
                checked(c, "identifier", Ivoid::of),
                notEmpty(c, "name"),
                notEmpty(c, "admin-email"),
                Set.copyOf(c.getStringList("managed-authorities").stream()
                        .map(a -> checked(c, "managed-authorities", x -> Ivoid.of("ivo://" + a)
                                .authority()))
                        .toList()),
                checked(c, "data", Path::of),
                oneOf(c, "examples", "mast", "observatory"),
                new Http(
                        notEmpty(c, "http.address"),
                        between(c, "http.port", 0, 65535),
                        checked(c, "http.public-url", RegistrySettings::publicUrl),
                        ranges(c, "http.proxies"),
                        between(c, "http.threads", 2, 10_000),
                        positive(c, "http.stop-timeout"),
                        new Connections(
                                between(c, "http.connections", 10, 100_000),
                                between(c, "http.waiting-connections", 1, 10_000),
                                seconds(c, "http.read-timeout"),
                                seconds(c, "http.keep-alive")),
                        tls(c)),
                new DatabaseAccess(
                        checked(c, "database.url", RegistrySettings::databaseUrl),
                        c.getString("database.user"),
                        c.getString("database.password"),
                        between(c, "database.connections", 4, 1000)),
                new Solr(checked(c, "solr.url", RegistrySettings::httpUrlOrEmpty)),
                new Oai(
                        between(c, "oai.page-size", 1, 10_000),
                        bytes(c, "oai.page-bytes"),
                        between(c, "oai.concurrent-lists", 1, 10_000),
                        positive(c, "oai.retry-after"),
                        c.getBoolean("oai.harvested-records")),
                new Harvest(
                        c.getBoolean("harvest.enabled"),
                        positive(c, "harvest.connect-timeout"),
                        positive(c, "harvest.read-timeout"),
                        bytes(c, "harvest.max-response"),
                        bytes(c, "harvest.max-record"),
                        positive(c, "harvest.max-pause"),
                        new HarvestLimits(
                                between(c, "harvest.concurrent", 1, 100),
                                share(c, "harvest.removal-share"),
                                between(c, "harvest.removal-least", 0, 1_000_000),
                                between(c, "harvest.reconcile-fetches", 0, 1_000_000)),
                        checked(c, "harvest.registry-of-registries", RegistrySettings::httpUrlOrEmpty),
                        checked(c, "harvest.discovery-schedule", Schedule::parse),
                        c.getBoolean("harvest.apply-proposals")),
                new Checks(
                        c.getBoolean("checks.enabled"),
                        checked(c, "checks.schedule", Schedule::parse),
                        c.getBoolean("checks.links"),
                        c.getBoolean("checks.harvested-links"),
                        oneOf(c, "checks.links-from", "public", "anywhere"),
                        positive(c, "checks.pause"),
                        positive(c, "checks.timeout")),
                new VosiSync(c.getBoolean("vosi-sync.enabled"), checked(c, "vosi-sync.schedule", Schedule::parse), (int)
                        Math.min(LARGEST_ANSWER, bytes(c, "vosi-sync.largest-answer"))),
                new Tap(
                        c.getBoolean("tap.enabled"),
                        c.getBoolean("tap.full-registry"),
                        oneOf(c, "tap.uploads-from", "public", "anywhere"),
                        new TapLimits(
                                between(c, "tap.usual-rows", 1, 1_000_000_000),
                                between(c, "tap.most-rows", 1, 1_000_000_000),
                                positive(c, "tap.sync-time"),
                                between(c, "tap.sync-per-sender", 1, 10_000),
                                between(c, "tap.upload-rows", 1, 1_000_000_000),
                                bytes(c, "tap.upload-bytes"),
                                bytes(c, "tap.keep-free")),
                        new JobLimits(
                                between(c, "tap.async.concurrent", 1, 1000),
                                between(c, "tap.async.queue", 0, 100_000),
                                between(c, "tap.async.max-jobs", 1, 1_000_000),
                                seconds(c, "tap.async.max-run-time"),
                                seconds(c, "tap.async.keep"),
                                bytes(c, "tap.async.max-upload"),
                                bytes(c, "tap.async.max-result"),
                                between(c, "tap.async.max-waiting", 0, 5000),
                                between(c, "tap.async.max-jobs-per-sender", 1, 1_000_000),
                                between(c, "tap.async.active-per-sender", 1, 100_000))),
                new Search(checked(c, "search.resolver", RegistrySettings::httpUrlOrEmpty)),
                new Nvo(c.getBoolean("nvo.enabled"), between(c, "nvo.most-resources", 1, 1_000_000)),
                new Template.Defaults(
                        c.getString("new-records.publisher"),
                        checked(c, "new-records.publisher-ivoid", RegistrySettings::ivoidOrEmpty),
                        c.getString("new-records.contact-name"),
                        c.getString("new-records.contact-email"),
                        c.getString("new-records.rights"),
                        checked(c, "new-records.rights-uri", RegistrySettings::httpUrlOrEmpty)),
                new Accounts(
                        c.getBoolean("accounts.passwords"),
                        between(c, "accounts.password-iterations", Passwords.FEWEST_ITERATIONS, 100_000_000),
                        positive(c, "accounts.session-idle"),
                        positive(c, "accounts.session-length"),
                        oidc(c)),
                new Vocabularies(checked(c, "vocabularies.subjects", RegistrySettings::subjectTerms)),
                new Metrics(ranges(c, "metrics.readers"), positive(c, "metrics.every")),
                new Traces(checked(c, "traces.collector", RegistrySettings::httpUrlOrEmpty), share(c, "traces.share")),
                new Usage(positive(c, "usage.keep")),
                new Log(
                        oneOf(c, "log.format", "text", "json"),
                        oneOf(c, "log.level", "trace", "debug", "info", "warn", "error"),
                        c.getBoolean("log.requests")));
    }

    private static SubjectTerms subjectTerms(String file) {
        return file.isEmpty() ? SubjectTerms.NONE : SubjectTerms.read(Path.of(file));
    }

    private static List<AddressRange> ranges(Config c, String path) {
        return c.getStringList(path).stream()
                .map(range -> checked(c, path, any -> AddressRange.parse(range)))
                .toList();
    }

    private static Tls tls(Config c) {
        Tls tls = new Tls(
                c.getString("http.tls.certificate"),
                c.getString("http.tls.key"),
                c.getString("http.tls.password"),
                c.getStringList("http.tls.protocols"));
        for (String protocol : tls.protocols()) {
            if (!TLS_PROTOCOLS.contains(protocol)) {
                throw bad(c, "http.tls.protocols", "'" + protocol + "' is none of " + String.join(", ", TLS_PROTOCOLS));
            }
        }
        if (tls.protocols().isEmpty()) {
            throw bad(c, "http.tls.protocols", "at least one is needed");
        }
        if (!tls.enabled() && !tls.key().isEmpty()) {
            throw bad(c, "http.tls.key", "with it, certificate must be set, too");
        }
        checkReadable(c, "http.tls.certificate", tls.certificate());
        checkReadable(c, "http.tls.key", tls.key());
        return tls;
    }

    private static void checkReadable(Config c, String path, String file) {
        if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
            throw bad(c, path, "the file " + file + " does not exist or cannot be read");
        }
    }

    private static Oidc oidc(Config c) {
        Oidc oidc = new Oidc(
                checked(c, "accounts.oidc.issuer", RegistrySettings::httpUrlOrEmpty),
                c.getString("accounts.oidc.client-id"),
                c.getString("accounts.oidc.client-secret"),
                notEmpty(c, "accounts.oidc.name"),
                List.copyOf(c.getStringList("accounts.oidc.scopes")),
                notEmpty(c, "accounts.oidc.name-claim"),
                oneOf(c, "accounts.oidc.roles-from", "claims", "accounts").equals("claims"),
                notEmpty(c, "accounts.oidc.roles-claim"),
                List.copyOf(c.getStringList("accounts.oidc.administrators")),
                List.copyOf(c.getStringList("accounts.oidc.curators")),
                List.copyOf(c.getStringList("accounts.oidc.editors")),
                c.getString("accounts.oidc.authorities-claim"),
                seconds(c, "accounts.oidc.connect-timeout"),
                seconds(c, "accounts.oidc.read-timeout"));
        if (!oidc.issuer().isEmpty()
                && (oidc.clientId().isEmpty() || oidc.clientSecret().isEmpty())) {
            throw bad(c, "accounts.oidc.issuer", "with it, client-id and client-secret must be set, too");
        }
        if (!oidc.issuer().isEmpty() && !oidc.scopes().contains("openid")) {
            throw bad(c, "accounts.oidc.scopes", "openid must be among them");
        }
        return oidc;
    }

    private static <T> T checked(Config c, String path, Function<String, T> reader) {
        String value =
                c.getValue(path).valueType() == com.typesafe.config.ConfigValueType.LIST ? "" : c.getString(path);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw bad(c, path, e.getMessage());
        }
    }

    private static String notEmpty(Config c, String path) {
        return checked(c, path, v -> {
            if (v.isBlank()) {
                throw new IllegalArgumentException("it must not be empty");
            }
            return v.strip();
        });
    }

    private static String oneOf(Config c, String path, String... values) {
        return checked(c, path, v -> {
            if (!List.of(values).contains(v)) {
                throw new IllegalArgumentException("'" + v + "' is none of " + String.join(", ", values));
            }
            return v;
        });
    }

    private static int between(Config c, String path, int least, int most) {
        int value = c.getInt(path);
        if (value < least || value > most) {
            throw bad(c, path, value + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static double share(Config c, String path) {
        double value = c.getDouble(path);
        if (!(value >= 0 && value <= 1)) {
            throw bad(c, path, value + " is not between 0 and 1");
        }
        return value;
    }

    private static long bytes(Config c, String path) {
        long value = c.getBytes(path);
        if (value < 1) {
            throw bad(c, path, "it must be at least 1 byte");
        }
        return value;
    }

    private static Duration positive(Config c, String path) {
        Duration value = c.getDuration(path);
        if (value.isNegative() || value.isZero()) {
            throw bad(c, path, "it must be longer than 0");
        }
        return value;
    }

    /** Some seconds, as many as xs:int can count at most. */
    private static Duration seconds(Config c, String path) {
        long value = c.getDuration(path).toSeconds();
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw bad(c, path, "it must be between 1 second and " + Integer.MAX_VALUE + " seconds");
        }
        return Duration.ofSeconds(value);
    }

    private static String publicUrl(String url) {
        httpUrlOrEmpty(url);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String ivoidOrEmpty(String text) {
        return text.isEmpty() ? "" : Ivoid.of(text).toString();
    }

    private static String httpUrlOrEmpty(String url) {
        if (!url.isEmpty() && !url.matches("https?://[^\\s/]+.*")) {
            throw new IllegalArgumentException("'" + url + "' is not an http or https URL");
        }
        return url;
    }

    private static String databaseUrl(String url) {
        if (!url.isEmpty() && !url.startsWith("jdbc:sqlserver:") && !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("it must be a jdbc:sqlserver: URL, or empty for the embedded database");
        }
        return url;
    }

    private static SettingsException bad(Config c, String path, String why) {
        return new SettingsException(
                "The setting " + ROOT + "." + path + " (from "
                        + c.getValue(path).origin().description() + ") is wrong: " + why,
                null);
    }

    private static String sentence(ConfigException e) {
        return "The configuration is wrong: " + e.getMessage();
    }

    /** The known name that takes the fewest single-letter changes to reach. */
    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(java.util.Comparator.comparingInt((String k) ->
                                LevenshteinDistance.getDefaultInstance().apply(name, k))
                        .thenComparing(k -> k))
                .orElse("");
    }
}
