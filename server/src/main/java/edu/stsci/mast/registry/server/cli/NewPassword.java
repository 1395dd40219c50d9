package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.FailureException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a new password, never from the command line, which other users of the machine can see. */
final class NewPassword {
    private NewPassword() {}

    /**
     * Asks for it twice on a terminal, without showing it; reads one line of the standard input elsewhere.
     *
     * @throws FailureException when there is none, or the two differ
     */
    static char[] read(String account) {
        Console console = System.console();
        if (console == null) {
            return line();
        }
        char[] first = console.readPassword("New password for %s: ", account);
        char[] second = console.readPassword("Once more: ");
        if (first == null || second == null) {
            throw new FailureException("No password was typed");
        }
        if (!Arrays.equals(first, second)) {
            throw new FailureException("The two passwords differ; nothing was changed");
        }
        return first;
    }

    private static char[] line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new FailureException("There is no password on the standard input");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new FailureException("The password cannot be read from the standard input: " + e.getMessage(), e);
        }
    }
}
