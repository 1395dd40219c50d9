package edu.stsci.mast.registry.harvester;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.MSSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.jdbcjobstore.UpdateLockRowSemaphore;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz' job store in the master database: all nodes share it, whatever their schedulers are called inside their processes. Public only
 * because Quartz sets it up by reflection.
 */
public final class SchedulerStore extends JobStoreTX {
    private static final String SHARED_NAME = "registry";

    private SchedulerStore() {}

    /**
     * A store in a database.
     *
     * @param name the connections' name, unique in this process
     */
    static SchedulerStore in(DataSource dataSource, String name) throws SQLException {
        boolean sqlServer;
        try (Connection connection = dataSource.getConnection()) {
            sqlServer = connection.getMetaData().getDatabaseProductName().startsWith("Microsoft");
        }
        DBConnectionManager.getInstance().addConnectionProvider(name, new Pool(dataSource));
        UpdateLockRowSemaphore locks = new UpdateLockRowSemaphore();
        locks.setTablePrefix("QRTZ_");
        locks.setSchedName(SHARED_NAME);
        SchedulerStore store = new SchedulerStore();
        store.setDataSource(name);
        try {
            store.setDriverDelegateClass((sqlServer ? MSSQLDelegate.class : StdJDBCDelegate.class).getName());
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException("Quartz has this class", e);
        }
        store.setLockHandler(locks);
        store.setTablePrefix("QRTZ_");
        store.setUseProperties("true");
        store.setIsClustered(true);
        store.setMakeThreadsDaemons(true);
        return store;
    }

    /** Schedulers need different names inside a process; in the database they are one. */
    @Override
    public void setInstanceName(String instanceName) {
        super.setInstanceName(SHARED_NAME);
    }

    private static final class Pool implements ConnectionProvider {
        private volatile DataSource dataSource;

        Pool(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public Connection getConnection() throws SQLException {
            DataSource open = dataSource;
            if (open == null) {
                throw new SQLException("The scheduler is closed");
            }
            return open.getConnection();
        }

        @Override
        public void initialize() {}

        /** The connections are not ours to close; Quartz keeps this object for as long as the process lives. */
        @Override
        public void shutdown() {
            dataSource = null;
        }
    }
}
