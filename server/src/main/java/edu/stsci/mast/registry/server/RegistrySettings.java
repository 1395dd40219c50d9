package edu.stsci.mast.registry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import edu.stsci.mast.registry.harvester.HarvestLimits;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.SolrAccess;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.search.uws.JobLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        SolrAccess solr,
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
    /**
     * Settings of the HTTP server; {@code publicUrl} is empty when the address is to be derived from the port; {@code proxies} are
     * believed when they tell whose request they pass on; {@code drainTime} may be zero.
     */
    public record Http(
            String address,
            int port,
            String publicUrl,
            List<AddressRange> proxies,
            int threads,
            Duration drainTime,
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
     * that has begun, and for the next one; and how many requests of one sender are worked on at a time.
     */
    public record Connections(int most, int waiting, Duration readTimeout, Duration keepAlive, int ofSender) {}

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

    /**
     * How to reach the master copy's database; an empty {@code url} means the embedded one. {@code migrate} tells whether whoever opens it
     * brings its tables up to date.
     */
    public record DatabaseAccess(String url, String user, String password, int connections, boolean migrate) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return url.isEmpty() ? "embedded" : url.replaceAll("(?i)(password|pwd)=[^;]*", "$1=…");
        }
    }

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
     * where tables may be fetched, public or anywhere; {@code jobs} is the folder of jobs, empty for the one in the data folder; {@code async}
     * are the limits of jobs.
     */
    public record Tap(
            boolean enabled,
            boolean fullRegistry,
            String uploadsFrom,
            TapLimits limits,
            Optional<Path> jobs,
            JobLimits async) {}

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
            Config config = SettingsSources.merge(file, environment, commandLine);
            return new SettingsReader(new SettingValues(config, SettingsSources.ROOT)).read();
        } catch (ConfigException e) {
            throw new SettingsException("The configuration is wrong: " + e.getMessage(), e);
        }
    }
}
