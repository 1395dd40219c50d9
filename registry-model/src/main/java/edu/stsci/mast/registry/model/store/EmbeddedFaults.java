package edu.stsci.mast.registry.model.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * Tells the pool which connections to the embedded database are of no use any more. When H2 cannot write, such as on a full disk, it closes the
 * database, so that what is in its files stays whole; its connections do not count as broken then, but only new ones can open it again.
 */
public final class EmbeddedFaults implements SQLExceptionOverride {
    /** For the pool. */
    public EmbeddedFaults() {
        // There is nothing to set.
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                Override.MUST_EVICT;
            default -> Override.CONTINUE_EVICT;
        };
    }
}
