package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.harvester.HarvestLimits;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Passwords;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.SolrAccess;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.search.uws.JobLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the settings of the registry of the values that were set, and refuses those that cannot work. For one thread. */
final class SettingsReader {
    /** Answers are kept in memory. */
    private static final int LARGEST_ANSWER = 1 << 30;
    /** Older ones are not safe any more. */
    private static final List<String> TLS_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private final SettingValues settings;

    SettingsReader(SettingValues settings) {
        this.settings = settings;
    }

    /**
     * All settings.
     *
     * @throws SettingsException with a sentence that names the key at fault
     */
    RegistrySettings read() {
        return new RegistrySettings(
                settings.checked("identifier", Ivoid::of),
                settings.notEmpty("name"),
                settings.notEmpty("admin-email"),
                Set.copyOf(settings.list("managed-authorities").stream()
                        .map(a -> settings.checked("managed-authorities", x -> Ivoid.of("ivo://" + a)
                                .authority()))
                        .toList()),
                settings.checked("data", Path::of),
                settings.oneOf("examples", "mast", "observatory"),
                http(),
                database(),
                solr(),
                oai(),
                harvest(),
                checks(),
                new RegistrySettings.VosiSync(
                        settings.yes("vosi-sync.enabled"),
                        settings.checked("vosi-sync.schedule", Schedule::parse),
                        (int) Math.min(LARGEST_ANSWER, settings.bytes("vosi-sync.largest-answer"))),
                tap(),
                new RegistrySettings.Search(settings.checked("search.resolver", SettingsReader::httpUrlOrEmpty)),
                new RegistrySettings.Nvo(
                        settings.yes("nvo.enabled"), settings.between("nvo.most-resources", 1, 1_000_000)),
                newRecords(),
                accounts(),
                new RegistrySettings.Vocabularies(
                        settings.checked("vocabularies.subjects", SettingsReader::subjectTerms)),
                new RegistrySettings.Metrics(settings.ranges("metrics.readers"), settings.positive("metrics.every")),
                new RegistrySettings.Traces(
                        settings.checked("traces.collector", SettingsReader::httpUrlOrEmpty),
                        settings.share("traces.share")),
                new RegistrySettings.Usage(settings.positive("usage.keep")),
                log());
    }

    private RegistrySettings.Http http() {
        return new RegistrySettings.Http(
                settings.notEmpty("http.address"),
                settings.between("http.port", 0, 65535),
                settings.checked("http.public-url", SettingsReader::publicUrl),
                settings.ranges("http.proxies"),
                settings.between("http.threads", 2, 10_000),
                settings.notNegative("http.drain-time"),
                settings.positive("http.stop-timeout"),
                new RegistrySettings.Connections(
                        settings.between("http.connections", 10, 100_000),
                        settings.between("http.waiting-connections", 1, 10_000),
                        settings.seconds("http.read-timeout"),
                        settings.seconds("http.keep-alive"),
                        settings.between("http.threads-per-sender", 1, 10_000)),
                tls());
    }

    private RegistrySettings.DatabaseAccess database() {
        return new RegistrySettings.DatabaseAccess(
                settings.checked("database.url", SettingsReader::databaseUrl),
                settings.text("database.user"),
                settings.text("database.password"),
                settings.between("database.connections", 4, 1000),
                settings.yes("database.migrate"));
    }

    private RegistrySettings.Oai oai() {
        return new RegistrySettings.Oai(
                settings.between("oai.page-size", 1, 10_000),
                settings.bytes("oai.page-bytes"),
                settings.between("oai.concurrent-lists", 1, 10_000),
                settings.positive("oai.retry-after"),
                settings.yes("oai.harvested-records"));
    }

    private RegistrySettings.Harvest harvest() {
        return new RegistrySettings.Harvest(
                settings.yes("harvest.enabled"),
                settings.positive("harvest.connect-timeout"),
                settings.positive("harvest.read-timeout"),
                settings.bytes("harvest.max-response"),
                settings.bytes("harvest.max-record"),
                settings.positive("harvest.max-pause"),
                new HarvestLimits(
                        settings.between("harvest.concurrent", 1, 100),
                        settings.share("harvest.removal-share"),
                        settings.between("harvest.removal-least", 0, 1_000_000),
                        settings.between("harvest.reconcile-fetches", 0, 1_000_000)),
                settings.checked("harvest.registry-of-registries", SettingsReader::httpUrlOrEmpty),
                settings.checked("harvest.discovery-schedule", Schedule::parse),
                settings.yes("harvest.apply-proposals"));
    }

    private RegistrySettings.Checks checks() {
        return new RegistrySettings.Checks(
                settings.yes("checks.enabled"),
                settings.checked("checks.schedule", Schedule::parse),
                settings.yes("checks.links"),
                settings.yes("checks.harvested-links"),
                settings.oneOf("checks.links-from", "public", "anywhere"),
                settings.positive("checks.pause"),
                settings.positive("checks.timeout"));
    }

    private RegistrySettings.Tap tap() {
        return new RegistrySettings.Tap(
                settings.yes("tap.enabled"),
                settings.yes("tap.full-registry"),
                settings.oneOf("tap.uploads-from", "public", "anywhere"),
                new TapLimits(
                        settings.between("tap.usual-rows", 1, 1_000_000_000),
                        settings.between("tap.most-rows", 1, 1_000_000_000),
                        settings.positive("tap.sync-time"),
                        settings.between("tap.sync-per-sender", 1, 10_000),
                        settings.between("tap.upload-rows", 1, 1_000_000_000),
                        settings.bytes("tap.upload-bytes"),
                        settings.bytes("tap.keep-free")),
                settings.checked(
                        "tap.async.folder",
                        folder -> Optional.of(folder).filter(f -> !f.isEmpty()).map(Path::of)),
                new JobLimits(
                        settings.between("tap.async.concurrent", 1, 1000),
                        settings.between("tap.async.queue", 0, 100_000),
                        settings.between("tap.async.max-jobs", 1, 1_000_000),
                        settings.seconds("tap.async.max-run-time"),
                        settings.seconds("tap.async.keep"),
                        settings.bytes("tap.async.max-upload"),
                        settings.bytes("tap.async.max-result"),
                        settings.between("tap.async.max-waiting", 0, 5000),
                        settings.between("tap.async.max-jobs-per-sender", 1, 1_000_000),
                        settings.between("tap.async.active-per-sender", 1, 100_000)));
    }

    private Template.Defaults newRecords() {
        return new Template.Defaults(
                settings.text("new-records.publisher"),
                settings.checked("new-records.publisher-ivoid", SettingsReader::ivoidOrEmpty),
                settings.text("new-records.contact-name"),
                settings.text("new-records.contact-email"),
                settings.text("new-records.rights"),
                settings.checked("new-records.rights-uri", SettingsReader::httpUrlOrEmpty));
    }

    private RegistrySettings.Accounts accounts() {
        return new RegistrySettings.Accounts(
                settings.yes("accounts.passwords"),
                settings.between("accounts.password-iterations", Passwords.FEWEST_ITERATIONS, 100_000_000),
                settings.positive("accounts.session-idle"),
                settings.positive("accounts.session-length"),
                oidc());
    }

    private RegistrySettings.Log log() {
        return new RegistrySettings.Log(
                settings.oneOf("log.format", "text", "json"),
                settings.oneOf("log.level", "trace", "debug", "info", "warn", "error"),
                settings.yes("log.requests"));
    }

    private RegistrySettings.Tls tls() {
        RegistrySettings.Tls tls = new RegistrySettings.Tls(
                settings.text("http.tls.certificate"),
                settings.text("http.tls.key"),
                settings.text("http.tls.password"),
                settings.list("http.tls.protocols"));
        for (String protocol : tls.protocols()) {
            if (!TLS_PROTOCOLS.contains(protocol)) {
                throw settings.bad(
                        "http.tls.protocols", "'" + protocol + "' is none of " + String.join(", ", TLS_PROTOCOLS));
            }
        }
        if (tls.protocols().isEmpty()) {
            throw settings.bad("http.tls.protocols", "at least one is needed");
        }
        if (!tls.enabled() && !tls.key().isEmpty()) {
            throw settings.bad("http.tls.key", "with it, certificate must be set, too");
        }
        settings.checkReadable("http.tls.certificate", tls.certificate());
        settings.checkReadable("http.tls.key", tls.key());
        return tls;
    }

    private RegistrySettings.Oidc oidc() {
        RegistrySettings.Oidc oidc = new RegistrySettings.Oidc(
                settings.checked("accounts.oidc.issuer", SettingsReader::httpUrlOrEmpty),
                settings.text("accounts.oidc.client-id"),
                settings.text("accounts.oidc.client-secret"),
                settings.notEmpty("accounts.oidc.name"),
                List.copyOf(settings.list("accounts.oidc.scopes")),
                settings.notEmpty("accounts.oidc.name-claim"),
                settings.oneOf("accounts.oidc.roles-from", "claims", "accounts").equals("claims"),
                settings.notEmpty("accounts.oidc.roles-claim"),
                List.copyOf(settings.list("accounts.oidc.administrators")),
                List.copyOf(settings.list("accounts.oidc.curators")),
                List.copyOf(settings.list("accounts.oidc.editors")),
                settings.text("accounts.oidc.authorities-claim"),
                settings.seconds("accounts.oidc.connect-timeout"),
                settings.seconds("accounts.oidc.read-timeout"));
        if (!oidc.issuer().isEmpty()
                && (oidc.clientId().isEmpty() || oidc.clientSecret().isEmpty())) {
            throw settings.bad("accounts.oidc.issuer", "with it, client-id and client-secret must be set, too");
        }
        if (!oidc.issuer().isEmpty() && !oidc.scopes().contains("openid")) {
            throw settings.bad("accounts.oidc.scopes", "openid must be among them");
        }
        return oidc;
    }

    private SolrAccess solr() {
        int shards = settings.between("solr.shards", 1, 100);
        int replicas = settings.between("solr.replicas", 1, 100);
        SolrAccess.Timeouts timeouts = new SolrAccess.Timeouts(
                settings.positive("solr.connect-timeout"),
                settings.positive("solr.search-timeout"),
                settings.positive("solr.update-timeout"));
        try {
            return new SolrAccess(
                    settings.checked("solr.url", SettingsReader::httpUrlOrEmpty),
                    settings.text("solr.zookeeper"),
                    settings.text("solr.collection"),
                    shards,
                    replicas,
                    settings.text("solr.user"),
                    settings.text("solr.password"),
                    timeouts);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "The settings below " + SettingsSources.ROOT + ".solr are wrong: " + e.getMessage(), e);
        }
    }

    private static SubjectTerms subjectTerms(String file) {
        return file.isEmpty() ? SubjectTerms.NONE : SubjectTerms.read(Path.of(file));
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
        if (SqlServerUrl.matches(url)) {
            SqlServerUrl.of(url).refusal().ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
        }
        return url;
    }
}
