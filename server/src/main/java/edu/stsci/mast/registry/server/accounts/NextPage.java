package edu.stsci.mast.registry.server.accounts;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;

/** Where to go after signing in: to a page for staff of this registry, and nowhere else, whoever made the link. */
final class NextPage {
    /** Where to go when nothing is asked for. */
    static final String HOME = "/staff";

    private static final int LONGEST = 2000;

    private NextPage() {}

    /** The page that is asked for when it is one of ours for staff, else their first one. */
    static String safe(String wanted) {
        if (wanted == null
                || wanted.length() > LONGEST
                || !wanted.matches("/staff(/[!-~&&[^\\\\]]*|\\?[!-~&&[^\\\\]]*)?")) {
            return HOME;
        }
        try {
            URI uri = new URI(wanted);
            String path = uri.getPath(); // decoded: browsers take %2e%2e for .., too
            boolean ours = !uri.isAbsolute()
                    && uri.getRawAuthority() == null
                    && (path.equals(HOME) || path.startsWith(HOME + "/"))
                    && Stream.of(path.split("/")).skip(1).noneMatch(Set.of("", ".", "..")::contains)
                    && !path.startsWith(HOME + "/log");
            return ours ? wanted : HOME;
        } catch (URISyntaxException e) {
            return HOME;
        }
    }

    /** The page to sign in, from which one goes on to another. */
    static URI signIn(String next) {
        String safe = safe(next);
        return URI.create(
                "/staff/login" + (safe.equals(HOME) ? "" : "?next=" + URLEncoder.encode(safe, StandardCharsets.UTF_8)));
    }
}
