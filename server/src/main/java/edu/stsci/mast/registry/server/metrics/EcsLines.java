package edu.stsci.mast.registry.server.metrics;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** Lines of the log in Elastic Common Schema, with the fields that the event carries beside its message; numbers stay numbers. */
public final class EcsLines extends EcsEncoder {
    @Override
    protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs) {
            line.append('"');
            JsonUtils.quoteAsString(pair.key, line);
            line.append("\":");
            if (pair.value instanceof Number) {
                line.append(pair.value);
            } else {
                line.append('"');
                JsonUtils.quoteAsString(String.valueOf(pair.value), line);
                line.append('"');
            }
            line.append(',');
        }
    }
}
