package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.metrics.AnsweredRequest;
import edu.stsci.mast.registry.server.metrics.RequestWatch;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** Tomcat with the registry's resources. It takes its port when it is made, and answers from {@link #start} on. */
public final class HttpServer implements AutoCloseable {
    /**
     * How long a request's address and headers may be together, in bytes. RFC 9110, section 4.1, recommends to take addresses of 8,000
     * octets at least; Tomcat's default leaves less.
     */
    static final int LONGEST_HEADER = 16 << 10;

    /** How much of a large answer is handed on at a time, in bytes. */
    static final int LARGE_BUFFER = 64 << 10;

    /** How large a request in several parts may be, in bytes; what takes such requests has lower limits of its own. */
    private static final long LARGEST_MULTIPART = 256L << 20;

    private final RegistrySettings.Http settings;
    private final Path folder;
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector(new LenientHttp());
    private final ThreadPoolExecutor workers;
    private final Gate gate = new Gate();
    private final RequestWatch watch = new RequestWatch();
    private final Optional<Encryption> encryption;
    private String url;

    private HttpServer(RegistrySettings.Http settings, Path folder) throws IOException {
        this.settings = settings;
        this.folder = folder.toAbsolutePath();
        Files.createDirectories(folder);
        tomcat.setBaseDir(folder.toString());
        workers = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new TaskThreadFactory("http-", true, Thread.NORM_PRIORITY));
        workers.allowCoreThreadTimeOut(true);
        connector.setPort(settings.port());
        connector.setThrowOnFailure(true);
        connector.setProperty("address", settings.address());
        connector.setProperty("compression", "on");
        connector.setProperty(
                "compressibleMimeType",
                "text/html,text/xml,text/css,application/xml,application/json,application/javascript,text/javascript,image/svg+xml");
        RegistrySettings.Connections connections = settings.connections();
        connector.setProperty("maxConnections", Integer.toString(connections.most()));
        connector.setProperty("acceptCount", Integer.toString(connections.waiting()));
        connector.setProperty(
                "connectionTimeout", Long.toString(connections.readTimeout().toMillis()));
        connector.setProperty(
                "keepAliveTimeout", Long.toString(connections.keepAlive().toMillis()));
        // Who asks first whether to send something large is told at once when it is not wanted (RFC 9110, section
        // 10.1.1).
        connector.setProperty("continueResponseTiming", "onRead");
        connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(LONGEST_HEADER));
        // Lists of records are large; by default they go out in pieces of 8 KiB.
        connector.setProperty("socket.appWriteBufSize", Integer.toString(LARGE_BUFFER));
        // Only a port that is taken at the start can be given back before the stop (see drain).
        connector.setProperty("bindOnInit", "false");
        connector.setXpoweredBy(false);
        // Says who answers (RFC 9110, section 10.2.4), without a version that would tell which faults to look for.
        connector.setProperty("server", "mast-registry");
        connector.getProtocolHandler().setExecutor(workers);
        encryption =
                settings.tls().enabled() ? Optional.of(new Encryption(settings.tls(), connector)) : Optional.empty();
        tomcat.setConnector(connector);
        tomcat.getEngine().getPipeline().addValve(gate);
        tomcat.getEngine().getPipeline().addValve(watch);
        tomcat.getEngine()
                .getPipeline()
                .addValve(new SenderShare(new Senders(settings.proxies()), connections.ofSender()));
        if (tomcat.getHost() instanceof StandardHost host) {
            host.setErrorReportValveClass(RefusedRequests.class.getName());
            host.getPipeline().addValve(new RefusedRequests());
            host.getPipeline().addValve(new ClientWatch.Valve());
        }
    }

    /**
     * Takes the port; whoever asks before {@link #start} is told to come again.
     *
     * @param folder where Tomcat keeps passing files
     * @throws FailureException when the port is in use
     */
    public static HttpServer bind(RegistrySettings.Http settings, Path folder) {
        HttpServer server = null;
        try {
            server = new HttpServer(settings, folder);
            server.tomcat.start();
            server.encryption.ifPresent(Encryption::watch);
            server.url = settings.publicUrl().isEmpty()
                    ? server.connector.getScheme() + "://localhost:" + server.connector.getLocalPort()
                    : settings.publicUrl();
            return server;
        } catch (IOException | LifecycleException e) {
            if (server != null) {
                server.close();
            }
            throw new FailureException(sentence(settings, e), e);
        }
    }

    private static String sentence(RegistrySettings.Http settings, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "Port " + settings.port() + " at " + settings.address() + " cannot be taken: "
                        + cause.getMessage() + "; choose another one with --port";
            }
        }
        return "The HTTP server cannot be started: " + e.getMessage();
    }

    /** The address for users, without a slash at the end. */
    public String url() {
        return url;
    }

    /** The address for other processes of this machine, without a slash at the end. */
    public String localUrl() {
        boolean any = settings.address().equals("0.0.0.0") || settings.address().equals("::");
        return connector.getScheme() + "://" + (any ? "127.0.0.1" : settings.address()) + ":"
                + connector.getLocalPort();
    }

    /**
     * Begins to answer requests by the given JAX-RS resources.
     *
     * @param errorPage makes the pages that browsers get when something goes wrong
     */
    public void start(Set<Object> resources, ErrorAnswers.ErrorPage errorPage) {
        start(resources, Optional.of(errorPage));
    }

    /** Begins to answer requests by resources for programs: whoever asks, errors are plain text. */
    public void start(Set<Object> resources) {
        start(resources, Optional.empty());
    }

    private void start(Set<Object> resources, Optional<ErrorAnswers.ErrorPage> errorPage) {
        ResourceConfig config = new ResourceConfig()
                .registerInstances(resources)
                .register(new SecurityHeaders(url))
                .register(new CrossOrigin())
                .register(new PublicLocations(settings.publicUrl()))
                .register(new ErrorAnswers(errorPage))
                .register(new GoneClients())
                .register(JsonWriter.class)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        StandardContext context = new StandardContext();
        context.setName("");
        context.setPath("");
        context.addLifecycleListener(new Tomcat.FixContextListener());
        // There is no second application in this process from which anything could leak.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        Wrapper servlet = Tomcat.addServlet(context, "registry", new ServletContainer(config));
        servlet.setLoadOnStartup(1);
        servlet.setMultipartConfigElement(
                new MultipartConfigElement(folder.toString(), LARGEST_MULTIPART, LARGEST_MULTIPART, LARGE_BUFFER));
        // for those who wait for a job without holding a thread (UwsResource)
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "registry");
        tomcat.getHost().addChild(context);
        if (!context.getState().isAvailable()) {
            throw new FailureException("The HTTP server cannot be started; the log says why", null);
        }
        gate.open();
    }

    /** Lets something more look at every request; before {@link #start}. */
    public void add(Valve valve) {
        tomcat.getEngine().getPipeline().addValve(valve);
    }

    /** From now on somebody is told of each request that was answered; what they do must be quick. */
    public void onAnswered(Consumer<AnsweredRequest> listener) {
        watch.add(listener);
    }

    /**
     * Takes no more requests, and waits a while for those in progress. Whoever asks on an open connection is told to come again; new connections
     * are refused, so that a proxy sends to another node also what it must not send twice.
     */
    public void drain() {
        gate.close();
        connector.getProtocolHandler().closeServerSocketGraceful();
        gate.awaitEmpty(settings.stopTimeout());
    }

    /** Takes no more requests, waits a while for those in progress, and stops. */
    @Override
    public void close() {
        try {
            drain();
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new FailureException("The HTTP server did not stop cleanly: " + e.getMessage(), e);
        } finally {
            encryption.ifPresent(Encryption::close);
            workers.shutdownNow();
        }
    }
}
