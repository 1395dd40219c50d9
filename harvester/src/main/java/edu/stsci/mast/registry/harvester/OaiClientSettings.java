package edu.stsci.mast.registry.harvester;

import java.time.Duration;

/**
 * How the registry behaves towards the servers that it harvests.
 *
 * @param userAgent how it introduces itself; should name the registry and a way to reach its operators
 * @param connectTimeout how long a connection may take to be made
 * @param readTimeout how long a server may be silent
 * @param answerTimeout how long one answer may take from the request to its last byte
 * @param largestAnswer how many bytes one answer may have, uncompressed
 * @param attempts how often one request is sent at most, from 1
 * @param firstPause how long to wait after the first failure; doubled after each further one
 * @param longestPause how long to wait at most, also when the server asks for a longer pause: a server that asks for more is given up
 * @param redirects how many redirections are followed for one request
 */
public record OaiClientSettings(
        String userAgent,
        Duration connectTimeout,
        Duration readTimeout,
        Duration answerTimeout,
        long largestAnswer,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        int redirects) {
    /** Sensible settings: patient with slow servers, bounded everywhere. */
    public static OaiClientSettings of(String userAgent) {
        return new OaiClientSettings(
                userAgent,
                Duration.ofSeconds(20),
                Duration.ofMinutes(2),
                Duration.ofMinutes(15),
                1L << 30,
                5,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                5);
    }
}
