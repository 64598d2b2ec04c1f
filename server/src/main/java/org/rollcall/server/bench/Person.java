package org.rollcall.server.bench;

import org.rollcall.server.base.Digests;

/**
 * A user of the benchmark. Everything of its record follows from number and id, so that one user's rows can be made
 * from another's.
 *
 * @param number eight digits, nowhere else in the record
 */
record Person(String number, String id) {

    static Person numbered(long number, String id) {
        return new Person("%08d".formatted(number), id);
    }

    String userName() {
        return userName(number);
    }

    private static String userName(String number) {
        return "person." + number + "@bench.example.com";
    }

    private String externalId() {
        return "00u" + number + "bench";
    }

    /** How PostgreSQL prints the hash of the externalId. */
    String externalIdHash() {
        return "\\x" + java.util.HexFormat.of().formatHex(Digests.sha256(externalId()));
    }

    /** The body of a POST or PUT, of the size that large identity providers send. */
    String body(String title) {
        return """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",\
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],\
                "externalId":"%s","userName":"%s","active":true,"displayName":"Robin Example %s",\
                "name":{"formatted":"Robin Example %s","familyName":"Example %s","givenName":"Robin"},\
                "title":"%s","preferredLanguage":"en","timezone":"Europe/Berlin",\
                "emails":[{"primary":true,"type":"work","value":"%s"}],\
                "phoneNumbers":[{"type":"work","value":"+49 30 %s"}],\
                "addresses":[{"type":"work","streetAddress":"Example Street 17","locality":"Berlin",\
                "postalCode":"10115","country":"DE"}],\
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"%s",\
                "department":"Engineering","costCenter":"4711","organization":"Example"}}""".formatted(externalId(), userName(), number, number, number, title, userName(), number, number);
    }
}
