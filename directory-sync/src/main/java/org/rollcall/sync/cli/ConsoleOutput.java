package org.rollcall.sync.cli;

import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.rollcall.sync.run.Output;

/** A run on the console: bars for a person, now and then a line for a log. */
record ConsoleOutput(Console console) implements Output {

    private static final int LINE_EVERY = 10_000;
    private static final int REFRESH_MILLIS = 200;

    @Override
    public void line(String text) {
        console.print(text);
    }

    @Override
    public Meter meter(String task, long expected) {
        return console.interactive() ? new Bar(bar(task, expected)) : new Lines(console, task, new AtomicLong());
    }

    private static ProgressBar bar(String task, long expected) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(expected > 0 ? expected : -1)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build();
    }

    private record Bar(ProgressBar bar) implements Meter {
        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private record Lines(Console console, String task, AtomicLong count) implements Meter {
        @Override
        public void step() {
            long now = count.incrementAndGet();
            if (now % LINE_EVERY == 0) {
                console.say("%s: %,d".formatted(task, now));
            }
        }

        @Override
        public void close() {
            long all = count.get();
            if (all > LINE_EVERY) {
                console.say("%s: %,d, done".formatted(task, all));
            }
        }
    }
}
