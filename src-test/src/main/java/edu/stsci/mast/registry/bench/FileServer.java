package edu.stsci.mast.registry.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.TaskThreadFactory;

/**
 * The program of a {@link ServerProcess}: a folder of files, served by Tomcat's own servlet for files. The connector is set up as the
 * registry's {@code HttpServer} sets up its own, so that only what answers the requests differs.
 */
final class FileServer {
    /** Below this path files go out as Tomcat does it by default: the operating system copies them ({@code sendfile}). */
    static final String SENDFILE = "/sendfile/";

    /** Below this path the servlet reads the files and writes them to the response. */
    static final String COPIED = "/copied/";

    private FileServer() {}

    /** Serves the folder that is the only argument, at both paths. */
    public static void main(String[] arguments) throws Exception {
        ServerProcess.quietLogs();
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(folder.resolve("http")).toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setThrowOnFailure(true);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("compression", "on");
        connector.setProperty("compressibleMimeType", "text/html,text/xml,application/xml");
        connector.setProperty("connectionTimeout", "20000");
        connector.setXpoweredBy(false);
        connector
                .getProtocolHandler()
                .setExecutor(new ThreadPoolExecutor(
                        100,
                        100,
                        60,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        new TaskThreadFactory("http-", true, Thread.NORM_PRIORITY)));
        tomcat.setConnector(connector);
        serve(tomcat, SENDFILE, folder, null);
        serve(tomcat, COPIED, folder, "-1");
        tomcat.start();
        try {
            ServerProcess.ready("http://127.0.0.1:" + connector.getLocalPort());
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    /** {@code sendfileSize} is the servlet's parameter of that name; null leaves its default. */
    private static void serve(Tomcat tomcat, String path, Path folder, String sendfileSize) {
        Context context = tomcat.addContext(path.substring(0, path.length() - 1), folder.toString());
        Wrapper servlet = Tomcat.addServlet(context, "files", new DefaultServlet());
        if (sendfileSize != null) {
            servlet.addInitParameter("sendfileSize", sendfileSize);
        }
        context.addServletMappingDecoded("/", "files");
        context.addMimeMapping("xml", "application/xml");
    }
}
