package edu.stsci.mast.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port of this machine for a server that must know it beforehand. */
final class FreePort {
    private FreePort() {}

    /** A port that nobody used a moment ago. */
    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
