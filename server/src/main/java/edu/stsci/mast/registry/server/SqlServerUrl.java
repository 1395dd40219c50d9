package edu.stsci.mast.registry.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code jdbc:sqlserver:} URL says, as far as it matters for what others on the network can read or change.
 *
 * @param host the server's name or address; empty when it is this machine
 * @param properties the URL's properties by their names, without regard to case
 */
record SqlServerUrl(String host, Map<String, String> properties) {
    private static final String SCHEME = "jdbc:sqlserver:";
    /** A name and a value, which stands in braces when it holds a semicolon. */
    private static final Pattern PROPERTY = Pattern.compile(";\\s*([A-Za-z]+)\\s*=\\s*(\\{(?:[^}]|}})*}|[^;]*)");

    private static final Set<String> UNENCRYPTED = Set.of("false", "no", "optional");
    private static final Set<String> YES = Set.of("true", "yes");

    static boolean matches(String url) {
        return url.startsWith(SCHEME);
    }

    /** Reads a URL for which {@link #matches} holds. */
    static SqlServerUrl of(String url) {
        String rest = url.substring(SCHEME.length()).replaceFirst("^//", "");
        int end = rest.indexOf(';');
        String server = end < 0 ? rest : rest.substring(0, end);
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher property = PROPERTY.matcher(end < 0 ? "" : rest.substring(end));
        while (property.find()) {
            properties.put(property.group(1), property.group(2).strip());
        }
        // An instance follows a backslash, a port a colon.
        String host = server.replaceFirst("[\\\\:].*", "").strip();
        if (host.isEmpty()) {
            host = properties.getOrDefault("serverName", properties.getOrDefault("server", ""));
        }
        return new SqlServerUrl(host.toLowerCase(Locale.ROOT), properties);
    }

    /** Why it is not used: it would have passwords and data cross a network in the open. */
    Optional<String> refusal() {
        return leavesThisMachine() && UNENCRYPTED.contains(value("encrypt"))
                ? Optional.of("with encrypt=" + value("encrypt") + ", everything would go to " + host
                        + " unencrypted; leave it out, since the driver encrypts by itself, and let it know the server's"
                        + " certificate (docs/sql-server.md)")
                : Optional.empty();
    }

    /** What the operator should know about it. */
    Optional<String> warning() {
        return leavesThisMachine() && YES.contains(value("trustServerCertificate"))
                ? Optional.of("With trustServerCertificate=true, whoever stands between this machine and " + host
                        + " can read and change everything; name the server's certificate instead (docs/sql-server.md)")
                : Optional.empty();
    }

    private String value(String property) {
        return properties.getOrDefault(property, "").toLowerCase(Locale.ROOT);
    }

    private boolean leavesThisMachine() {
        return !(host.isEmpty() || host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d+){3}"));
    }
}
