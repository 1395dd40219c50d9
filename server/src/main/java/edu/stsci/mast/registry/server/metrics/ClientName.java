package edu.stsci.mast.registry.server.metrics;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program calls itself, without version, system and whatever else it tells: so that there are few names, and none is a person's. */
final class ClientName {
    /** For browsers, which all call themselves alike. */
    static final String BROWSER = "a browser";

    /** For programs that do not say what they are. */
    static final String NAMELESS = "a program without a name";

    private static final Pattern PRODUCT = Pattern.compile("^[\\w.+-]{1,60}");
    private static final Pattern ROBOT = Pattern.compile("[\\w.-]*(bot|crawl|spider|slurp)[\\w.-]*");

    private ClientName() {}

    /** Of the header {@code User-Agent} (RFC 9110, section 10.1.5): its first product, or the robot that hides behind a browser's name. */
    static String of(String userAgent) {
        String agent = userAgent.strip();
        Matcher robot = ROBOT.matcher(agent.toLowerCase(Locale.ROOT));
        if (robot.find()) {
            return robot.group();
        }
        if (agent.startsWith("Mozilla/")) {
            return BROWSER;
        }
        Matcher product = PRODUCT.matcher(agent);
        return product.find() ? product.group() : NAMELESS;
    }

    /** Whether it reads pages for a search engine or the like. */
    static boolean isRobot(String name) {
        return ROBOT.matcher(name).matches();
    }
}
