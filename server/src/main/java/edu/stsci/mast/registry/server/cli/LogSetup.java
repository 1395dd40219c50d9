package edu.stsci.mast.registry.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.metrics.EcsLines;
import edu.stsci.mast.registry.server.metrics.RequestLog;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Sends the log to the standard error stream, as text for people or as Elastic Common Schema, one JSON object a line. */
final class LogSetup {
    /** Libraries that say at INFO what an operator need not know. */
    private static final Map<String, Level> QUIET = Map.ofEntries(
            Map.entry("org.apache", Level.WARN),
            // It looks for the drivers of web applications that are redeployed; ours never is.
            Map.entry("org.apache.catalina.loader", Level.ERROR),
            // It warns, with a Java newer than 17, that an experimental part of it is not asked for.
            Map.entry("org.apache.lucene.internal.vectorization", Level.ERROR),
            Map.entry("org.eclipse", Level.WARN),
            Map.entry("org.flywaydb", Level.WARN),
            Map.entry("com.zaxxer.hikari", Level.WARN),
            // It warns, with all that led there, of each connection that breaks; whoever used it tells the same in a
            // sentence.
            Map.entry("com.zaxxer.hikari.pool.ProxyConnection", Level.ERROR),
            Map.entry("org.quartz", Level.WARN),
            // It warns of each resource that is registered as an object.
            Map.entry("org.glassfish.jersey", Level.ERROR),
            // They warn of what concerns a Solr server with doors of its own.
            Map.entry("org.apache.solr.core", Level.ERROR),
            // It warns that what it writes to ZooKeeper is open to all; we write nothing there.
            Map.entry("org.apache.solr.common.cloud.SolrZkClient", Level.ERROR),
            // While ZooKeeper is away it warns every second, with all that led there; we say once that it does not
            // answer.
            Map.entry("org.apache.zookeeper.ClientCnxn", Level.ERROR),
            // It warns of every H2 that is newer than itself.
            Map.entry("org.flywaydb.core.internal.database.base.Database", Level.ERROR));

    private LogSetup() {}

    /** Only warnings, until the settings are read. */
    static void beforeSettings() {
        apply(new RegistrySettings.Log("text", "warn", false));
    }

    static void apply(RegistrySettings.Log settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(settings.format().equals("json") ? json(context) : text(context));
        appender.start();
        Level level = Level.toLevel(settings.level());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(appender);
        if (level.isGreaterOrEqual(Level.INFO)) {
            QUIET.forEach(
                    (name, quiet) -> context.getLogger(name).setLevel(quiet.isGreaterOrEqual(level) ? quiet : level));
        }
        context.getLogger(RequestLog.NAME).setLevel(settings.requests() ? Level.INFO : Level.OFF);
        // Tomcat and Jersey log through java.util.logging.
        java.util.logging.LogManager.getLogManager().reset();
        org.slf4j.bridge.SLF4JBridgeHandler.install();
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0}: %msg%n");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        EcsLines encoder = new EcsLines();
        encoder.setContext(context);
        encoder.setServiceName("mast-registry");
        encoder.start();
        return encoder;
    }
}
