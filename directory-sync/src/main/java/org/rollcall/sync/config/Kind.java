package org.rollcall.sync.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A kind of directory, and what is usual there (P-123). Each can be said otherwise in the file. */
public enum Kind {
    /** Microsoft Active Directory, AD LDS, Samba. */
    ACTIVE_DIRECTORY(
            "objectGUID",
            "uSNChanged",
            "(&(objectCategory=person)(objectClass=user)(!(objectClass=computer)))",
            "(objectClass=group)"),
    /** OpenLDAP. */
    OPENLDAP("entryUUID", "entryCSN", "(objectClass=inetOrgPerson)", "(objectClass=groupOfNames)"),
    /** 389 Directory Server, Red Hat Directory Server, FreeIPA. */
    DS389("nsUniqueId", "modifyTimestamp", "(objectClass=inetOrgPerson)", "(objectClass=groupOfNames)"),
    /** Another directory with the attributes of RFC 4530 and RFC 4512. */
    OTHER("entryUUID", "modifyTimestamp", "(objectClass=inetOrgPerson)", "(objectClass=groupOfNames)");

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

    private final String id;
    private final String stamp;
    private final String people;
    private final String groups;

    Kind(String id, String stamp, String people, String groups) {
        this.id = id;
        this.stamp = stamp;
        this.people = people;
        this.groups = groups;
    }

    /** The kind of this name in a file: {@code active-directory}, {@code openldap}, {@code 389-ds}, {@code other}. */
    public static Optional<Kind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.title().equals(name)).findFirst();
    }

    /** Its name in a file. */
    public String title() {
        return this == DS389 ? "389-ds" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String id() {
        return id;
    }

    String stamp() {
        return stamp;
    }

    String people() {
        return people;
    }

    String groups() {
        return groups;
    }

    SequencedMap<String, String> mapping() {
        SequencedMap<String, String> mapping = new LinkedHashMap<>();
        boolean ad = this == ACTIVE_DIRECTORY;
        mapping.put("userName", ad ? "userPrincipalName" : "uid");
        mapping.put("name.givenName", "givenName");
        mapping.put("name.familyName", "sn");
        mapping.put("displayName", ad ? "displayName" : "cn");
        mapping.put("title", "title");
        mapping.put("preferredLanguage", "preferredLanguage");
        mapping.put("emails[type eq \"work\"].value", "mail");
        mapping.put("phoneNumbers[type eq \"work\"].value", "telephoneNumber");
        mapping.put("phoneNumbers[type eq \"mobile\"].value", "mobile");
        mapping.put(ENTERPRISE + "employeeNumber", ad ? "employeeID" : "employeeNumber");
        mapping.put(ENTERPRISE + "department", ad ? "department" : "departmentNumber");
        return mapping;
    }
}
