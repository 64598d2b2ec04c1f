package org.rollcall.server.api;

/** CSV cells (RFC 4180) that no spreadsheet takes for a formula (P-90). */
final class Csv {

    private static final String STARTS_FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    static String cell(String value) {
        String safe = startsFormula(value) ? "'" + value : value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static boolean startsFormula(String value) {
        String seen = value.stripLeading();
        return (!seen.isEmpty() && STARTS_FORMULA.indexOf(seen.charAt(0)) >= 0)
                || (!value.isEmpty() && STARTS_FORMULA.indexOf(value.charAt(0)) >= 0);
    }
}
