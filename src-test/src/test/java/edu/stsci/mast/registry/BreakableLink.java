package edu.stsci.mast.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on this machine that can fail as networks do: connections break, or nothing comes through and nobody says so. */
final class BreakableLink implements AutoCloseable {
    /** What becomes of bytes. */
    enum State {
        /** They go through. */
        WHOLE,
        /** Connections are closed, new ones at once. */
        BROKEN,
        /** Connections are there and can be made, and what is sent is lost. */
        SILENT
    }

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    BreakableLink(InetSocketAddress target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on. What is lost stays lost: connections of which bytes were lost are closed when the link is whole again. */
    void become(State next) {
        State before = state;
        state = next;
        if (next == State.BROKEN || before == State.SILENT) {
            open.forEach(BreakableLink::close);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (state == State.BROKEN) {
                    close(client);
                    continue;
                }
                Socket server = new Socket();
                open.add(client);
                open.add(server);
                server.connect(target, 10_000);
                start(() -> pass(client, server));
                start(() -> pass(server, client));
            } catch (IOException e) {
                // The door is closed, or the target is away: the client sees its connection closed.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (state == State.WHOLE) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the two is closed, and so is the other then.
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "breakable link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(BreakableLink::close);
    }
}
