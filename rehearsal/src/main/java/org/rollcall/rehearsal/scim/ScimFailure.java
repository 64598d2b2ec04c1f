package org.rollcall.rehearsal.scim;

/** The server did not do what the provider asked, and the provider has given up. */
public final class ScimFailure extends RuntimeException {

    private final int status;

    /**
     * @param exchange the last attempt
     * @param detail what the server said, or what is wrong with its answer; may be empty
     */
    public ScimFailure(Exchange exchange, String detail) {
        super(sentence(exchange, detail));
        this.status = exchange.status();
    }

    /** A failure that no single answer shows. */
    public ScimFailure(String sentence) {
        super(sentence);
        this.status = Exchange.NO_ANSWER;
    }

    /** Whether the credential was refused: a real provider then stops sending altogether (Q-P108). */
    public boolean isAboutCredential() {
        return status == 401;
    }

    private static String sentence(Exchange exchange, String detail) {
        String outcome = exchange.status() == Exchange.NO_ANSWER ? "no answer" : String.valueOf(exchange.status());
        String reason = detail.isEmpty() ? "" : ": " + detail;
        return "%s failed (%s %s → %s)%s"
                .formatted(exchange.kind(), exchange.method(), exchange.target(), outcome, reason);
    }
}
