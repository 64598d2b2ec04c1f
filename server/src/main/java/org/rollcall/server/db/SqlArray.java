package org.rollcall.server.db;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of values, passed as one parameter and taken apart by {@code unnest}; empty Optionals are SQL null. */
public record SqlArray(String type, @Nullable Object[] values) {

    public static <T> SqlArray uuids(Collection<T> rows, Function<T, ?> column) {
        return of("uuid", rows, column);
    }

    public static <T> SqlArray texts(Collection<T> rows, Function<T, ?> column) {
        return of("text", rows, column);
    }

    public static <T> SqlArray times(Collection<T> rows, Function<T, ?> column) {
        return of("timestamptz", rows, column);
    }

    public static <T> SqlArray longs(Collection<T> rows, Function<T, ?> column) {
        return of("int8", rows, column);
    }

    public static <T> SqlArray booleans(Collection<T> rows, Function<T, ?> column) {
        return of("bool", rows, column);
    }

    private static <T> SqlArray of(String type, Collection<T> rows, Function<T, ?> column) {
        return new SqlArray(
                type, rows.stream().map(column).map(SqlArray::orNull).toArray());
    }

    private static @Nullable Object orNull(Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }
}
