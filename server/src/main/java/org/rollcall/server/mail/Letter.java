package org.rollcall.server.mail;

import java.util.List;
import java.util.stream.Collectors;

/** What a mail says, once; as text and as HTML it says the same. */
record Letter(String subject, List<Part> parts) {

    sealed interface Part {}

    record Paragraph(String text) implements Part {}

    /** Rows of a table under its heads. */
    record Rows(List<String> heads, List<List<String>> rows) implements Part {}

    record Link(String words, String url) implements Part {}

    /** Whatever names hold, a subject is one line. */
    Letter {
        subject = line(subject);
        parts = List.copyOf(parts);
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    String text() {
        return parts.stream().map(Letter::text).collect(Collectors.joining("\r\n\r\n", "", "\r\n"));
    }

    private static String text(Part part) {
        return switch (part) {
            case Paragraph(String text) -> line(text);
            case Link(String words, String url) -> words + ":\r\n" + url;
            case Rows(List<String> heads, List<List<String>> rows) ->
                rows.stream().map(row -> row(heads, row)).collect(Collectors.joining("\r\n\r\n"));
        };
    }

    private static String row(List<String> heads, List<String> cells) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < heads.size(); i++) {
            lines.append(i == 0 ? "" : "\r\n").append(heads.get(i)).append(": ").append(line(cells.get(i)));
        }
        return lines.toString();
    }

    String html() {
        String body = parts.stream().map(Letter::html).collect(Collectors.joining("\r\n"));
        return """
                <!DOCTYPE html>\r
                <html lang="en"><head><meta charset="UTF-8"><title>%s</title></head>\r
                <body style="font-family: sans-serif">\r
                %s\r
                </body></html>\r
                """.formatted(escaped(subject), body);
    }

    private static String html(Part part) {
        return switch (part) {
            case Paragraph(String text) -> "<p>" + escaped(text) + "</p>";
            case Link(String words, String url) ->
                "<p><a href=\"%s\">%s</a></p>".formatted(escaped(url), escaped(words));
            case Rows(List<String> heads, List<List<String>> rows) ->
                "<table cellpadding=\"6\" style=\"border-collapse: collapse\">"
                        + cells("th scope=\"col\" align=\"left\"", "th", heads)
                        + rows.stream().map(row -> cells("td", "td", row)).collect(Collectors.joining("\r\n"))
                        + "</table>";
        };
    }

    private static String cells(String open, String close, List<String> cells) {
        return cells.stream()
                .map(cell -> "<%s>%s</%s>".formatted(open, escaped(cell), close))
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String escaped(String text) {
        return line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Redacted: it names people. */
    @Override
    public String toString() {
        return "Letter[redacted]";
    }
}
