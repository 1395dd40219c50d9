package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.MSSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.jdbcjobstore.UpdateLockRowSemaphore;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.JobFactory;
import org.quartz.utils.DBConnectionManager;

/** Makes Quartz schedulers whose jobs are in the master copy's database and shared by all nodes. */
public final class ClusteredQuartz {
    private ClusteredQuartz() {}

    /**
     * A scheduler that has not been started.
     *
     * @param name the name that all nodes share; it is part of Quartz' keys
     * @param threads how many jobs it runs at a time
     * @param node the node's name, which Quartz gets with something unique added
     */
    public static Scheduler create(String name, DataSource dataSource, int threads, String node, JobFactory jobs) {
        String connections = name + "-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(connections, new PooledConnections(dataSource));
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty(
                "org.quartz.scheduler.instanceId", HarvestTables.cut(node, 100) + " " + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", name);
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.dataSource", connections);
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", delegate(dataSource));
        properties.setProperty("org.quartz.jobStore.tablePrefix", "QRTZ_");
        // Job data are texts; nothing is serialised.
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "30000");
        // Locks by an UPDATE of the lock's row, which works where lock hints are ignored.
        properties.setProperty("org.quartz.jobStore.lockHandler.class", UpdateLockRowSemaphore.class.getName());
        try {
            Scheduler scheduler = create(name, properties);
            scheduler.setJobFactory(jobs);
            return scheduler;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Quartz keeps the schedulers of a process under their names and gives out one that is there instead of making another. All nodes have
     * one name, and several may be in one process, so ours do not stay there.
     */
    private static synchronized Scheduler create(String name, Properties properties) throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        SchedulerRepository.getInstance().remove(name);
        return scheduler;
    }

    private static String delegate(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            return (product.contains("sql server") ? MSSQLDelegate.class : StdJDBCDelegate.class).getName();
        } catch (SQLException e) {
            throw new DatabaseException("The database failed to say what it is: " + e.getMessage(), e);
        }
    }
}
