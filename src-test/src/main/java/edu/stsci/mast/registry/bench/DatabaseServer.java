package edu.stsci.mast.registry.bench;

import org.h2.tools.Server;

/** The program of a {@link ServerProcess}: a database in a process of its own, so that several registries can share it as equals. */
final class DatabaseServer {
    private DatabaseServer() {}

    /** Serves the databases below a folder, the first argument, on this machine only. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Server server = Server.createTcpServer("-tcpPort", "0", "-baseDir", arguments[0], "-ifExists")
                .start();
        try {
            ServerProcess.ready("127.0.0.1:" + server.getPort());
        } finally {
            server.stop();
        }
    }
}
