package org.rollcall.server.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Everything that this JVM logs at DEBUG and above while it is open, by either way of logging, stack traces included. */
public final class CapturedLogs implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("org.rollcall");
    private final Level rootLevel = root.getLevel();
    private final Level oursLevel = ours.getLevel();
    private final java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level julLevel = julRoot.getLevel();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(
                    event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace(event.getThrowableProxy()));
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLoggerName() + " " + new SimpleFormatter().formatMessage(record) + " "
                    + trace(record.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private CapturedLogs() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.DEBUG);
        ours.setLevel(Level.DEBUG);
        handler.setLevel(java.util.logging.Level.FINE);
        julRoot.addHandler(handler);
        julRoot.setLevel(java.util.logging.Level.FINE);
    }

    public static CapturedLogs open() {
        return new CapturedLogs();
    }

    /** What was logged up to now. */
    public String text() {
        return String.join("\n", lines);
    }

    private static String trace(IThrowableProxy thrown) {
        return Optional.ofNullable(thrown).map(ThrowableProxyUtil::asString).orElse("");
    }

    private static String trace(Throwable thrown) {
        StringWriter out = new StringWriter();
        Optional.ofNullable(thrown).ifPresent(t -> t.printStackTrace(new PrintWriter(out)));
        return out.toString();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(rootLevel);
        ours.setLevel(oursLevel);
        julRoot.removeHandler(handler);
        julRoot.setLevel(julLevel);
    }
}
