package org.rollcall.rehearsal.scim;

/** The server did not do what the provider asked, and the provider has given up. */
public final class ScimFailure extends RuntimeException {

    private final Exchange exchange;

    /**
     * @param exchange the last attempt
     * @param detail what the server said, or what is wrong with its answer
     */
    public ScimFailure(Exchange exchange, String detail) {
        super(sentence(exchange, detail));
        this.exchange = exchange;
    }

    /** The last attempt. */
    public Exchange exchange() {
        return exchange;
    }

    /** Whether the credential was refused: a real provider then stops sending altogether. */
    public boolean isAboutCredential() {
        return exchange.status() == 401 || exchange.status() == 403;
    }

    private static String sentence(Exchange exchange, String detail) {
        String outcome = exchange.status() == Exchange.NO_ANSWER ? "no answer" : String.valueOf(exchange.status());
        String reason = detail.isEmpty() ? "" : ": " + detail;
        return "%s failed (%s %s → %s)%s"
                .formatted(exchange.kind(), exchange.method(), exchange.target(), outcome, reason);
    }
}
