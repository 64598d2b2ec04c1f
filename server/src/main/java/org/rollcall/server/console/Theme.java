package org.rollcall.server.console;

import java.util.Arrays;
import java.util.Locale;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;

/** Light, dark, or as the system has it; remembered by the browser. */
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    private static final String COOKIE = "rollcall-theme";
    private static final String FOR_A_YEAR = "; Path=/console; HttpOnly; SameSite=Lax; Max-Age=31536000";

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Theme of(Request request) {
        return named(request.cookie(COOKIE).orElse(""));
    }

    static Theme named(String label) {
        return Arrays.stream(values())
                .filter(theme -> theme.label().equals(label))
                .findFirst()
                .orElse(AUTO);
    }

    Response remember(Response response) {
        return response.with("Set-Cookie", COOKIE + "=" + label() + FOR_A_YEAR);
    }
}
