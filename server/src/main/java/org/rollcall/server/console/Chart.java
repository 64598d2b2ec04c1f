package org.rollcall.server.console;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rollcall.server.administration.Overview;

/** Changes by day as columns, in the units of an SVG picture. */
public record Chart(List<Overview.Day> days) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final int STEP = 44;
    private static final int GAP = 12;
    private static final int HEIGHT = 120;

    /** One column. */
    public record Column(int x, int y, int width, int height, String day, String said, boolean labelled) {}

    public Chart {
        days = List.copyOf(days);
    }

    public int width() {
        return days.size() * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    public long most() {
        return days.stream().mapToLong(Overview.Day::changes).max().orElse(0);
    }

    public long total() {
        return days.stream().mapToLong(Overview.Day::changes).sum();
    }

    public List<Column> columns() {
        return IntStream.range(0, days.size()).mapToObj(this::column).toList();
    }

    private Column column(int index) {
        Overview.Day day = days.get(index);
        int height = day.changes() == 0 ? 0 : (int) Math.max(2, HEIGHT * day.changes() / Math.max(1, most()));
        String name = DAY.format(day.day());
        boolean labelled = (days.size() - 1 - index) % 2 == 0;
        return new Column(
                index * STEP + GAP / 2,
                HEIGHT - height,
                STEP - GAP,
                height,
                name,
                name + ": " + Words.count(day.changes()),
                labelled);
    }
}
