package org.rollcall.server.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which, and what only the edges may do. */
class ArchitectureTest {

    private static final String SERVER = "org.rollcall.server";

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rollcall");

    /** Each package of the server, and those it may use. {@code app} wires everything, so it stands apart. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("base", List.of()),
            Map.entry("db", List.of("base", "db.embedded")),
            Map.entry("db.embedded", List.of()),
            Map.entry("permission", List.of("base")),
            Map.entry("account", List.of("base")),
            Map.entry("lifecycle", List.of("account", "base")),
            Map.entry("brake", List.of("base", "db")),
            Map.entry("profile", List.of("base")),
            Map.entry("placement", List.of("account", "base", "brake", "db", "profile")),
            Map.entry("schema", List.of("base", "db")),
            Map.entry("catalog", List.of("base", "db")),
            Map.entry("directory", List.of("account", "base", "db", "schema")),
            Map.entry("journal", List.of("base", "db")),
            Map.entry("audit", List.of("base")),
            Map.entry("feed", List.of("base", "db")),
            Map.entry(
                    "command",
                    List.of(
                            "account",
                            "audit",
                            "base",
                            "brake",
                            "db",
                            "directory",
                            "feed",
                            "journal",
                            "lifecycle",
                            "permission",
                            "placement",
                            "profile",
                            "schema")),
            Map.entry(
                    "ownership",
                    List.of(
                            "account",
                            "base",
                            "command",
                            "db",
                            "directory",
                            "journal",
                            "lifecycle",
                            "placement",
                            "provider")),
            Map.entry(
                    "provisioning",
                    List.of("account", "base", "command", "directory", "journal", "lifecycle", "placement", "profile")),
            Map.entry(
                    "administration",
                    List.of(
                            "account",
                            "base",
                            "command",
                            "db",
                            "directory",
                            "journal",
                            "lifecycle",
                            "permission",
                            "placement",
                            "profile")),
            Map.entry(
                    "configuration",
                    List.of(
                            "base",
                            "brake",
                            "command",
                            "db",
                            "job",
                            "journal",
                            "placement",
                            "profile",
                            "provider",
                            "schema")),
            Map.entry("job", List.of("base", "command", "db", "journal", "placement")),
            Map.entry(
                    "work",
                    List.of(
                            "account",
                            "base",
                            "command",
                            "db",
                            "directory",
                            "job",
                            "journal",
                            "lifecycle",
                            "ownership",
                            "placement",
                            "retention")),
            Map.entry("retention", List.of("account", "base", "command", "db", "directory", "journal", "lifecycle")),
            Map.entry("preview", List.of("base", "command", "configuration", "db", "journal", "work")),
            Map.entry("http", List.of("base", "command", "db", "permission")),
            Map.entry("provider", List.of("base", "command", "db", "directory", "http", "journal", "permission")),
            Map.entry("diagnosis", List.of("base", "feed", "provider")),
            Map.entry(
                    "undo",
                    List.of("account", "base", "command", "db", "directory", "journal", "lifecycle", "placement")),
            Map.entry(
                    "viewer", List.of("base", "command", "db", "directory", "http", "journal", "permission", "schema")),
            Map.entry("tenant", List.of("audit", "base", "command", "permission", "provider")),
            Map.entry(
                    "scim",
                    List.of(
                            "base",
                            "catalog",
                            "command",
                            "directory",
                            "http",
                            "journal",
                            "ownership",
                            "provisioning",
                            "schema")),
            Map.entry(
                    "api",
                    List.of(
                            "access",
                            "account",
                            "administration",
                            "application",
                            "audit",
                            "base",
                            "command",
                            "configuration",
                            "delivery",
                            "diagnosis",
                            "feed",
                            "http",
                            "job",
                            "journal",
                            "mail",
                            "ownership",
                            "permission",
                            "placement",
                            "preview",
                            "profile",
                            "provider",
                            "retention",
                            "undo",
                            "viewer")),
            Map.entry(
                    "access",
                    List.of(
                            "audit",
                            "base",
                            "command",
                            "db",
                            "directory",
                            "journal",
                            "permission",
                            "placement",
                            "provider")),
            Map.entry(
                    "console",
                    List.of(
                            "access",
                            "account",
                            "administration",
                            "application",
                            "audit",
                            "base",
                            "command",
                            "configuration",
                            "diagnosis",
                            "directory",
                            "http",
                            "job",
                            "journal",
                            "mail",
                            "ownership",
                            "permission",
                            "placement",
                            "provider",
                            "retention",
                            "viewer")),
            Map.entry(
                    "application",
                    List.of("base", "command", "db", "directory", "feed", "journal", "placement", "provider")),
            Map.entry("delivery", List.of("base", "command", "db", "directory", "feed", "journal")),
            Map.entry("mail", List.of("base", "command", "db", "journal", "permission")),
            Map.entry("cli", List.of()),
            Map.entry("bench", List.of("base", "db", "db.embedded")));

    // ---- directions

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        MAY_USE.forEach((name, used) -> classes()
                .that()
                .resideInAPackage(SERVER + "." + name)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(SERVER + "..")
                        .or(resideInAnyPackage(Stream.concat(Stream.of(name), used.stream())
                                .map(other -> SERVER + "." + other)
                                .toArray(String[]::new))))
                .check(ALL));
    }

    @Test
    void everyPackageStandsInTheList() {
        assertThat(ALL.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(SERVER + "."))
                        .map(name -> name.substring(SERVER.length() + 1))
                        .filter(name -> !name.equals("app"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(SERVER + ".(**)").should().beFreeOfCycles().check(ALL);
        slices().matching("org.rollcall.scim.(*)").should().beFreeOfCycles().check(ALL);
        slices().matching("org.rollcall.rehearsal.(*)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
        slices().matching("org.rollcall.sync.(*)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void theModulesBelowKnowNothingOfTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage("org.rollcall.scim..", "org.rollcall.rehearsal..", "org.rollcall.sync..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVER + "..")
                .check(ALL);
    }

    // ---- what only some may know

    private static DescribedPredicate<JavaClass> library(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static void onlyIn(String[] packages, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(library(libraries))
                .check(ALL);
    }

    @Test
    void onlyHttpKnowsTheHttpLibrary() {
        onlyIn(new String[] {SERVER + ".http"}, "io.helidon..");
    }

    @Test
    void onlyTheEnginesJsonAndTheBackupKnowJackson() {
        onlyIn(
                new String[] {"org.rollcall.scim.json", "org.rollcall.rehearsal..", SERVER + ".db"},
                "tools.jackson..",
                "com.fasterxml.jackson..");
    }

    @Test
    void theEngineDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("org.rollcall.scim..")
                .should()
                .dependOnClassesThat(library(
                        "java.sql..", "javax.sql..", "java.net.http..", "java.nio.file..", "org.slf4j..", "org.jdbi.."))
                .check(ALL);
    }

    @Test
    void theCommandLineHasNoWayToTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage(SERVER + ".cli")
                .should()
                .dependOnClassesThat(library("java.sql..", "javax.sql..", "org.postgresql..", "org.jdbi.."))
                .check(ALL);
    }

    @Test
    void whatDecidesIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVER + ".account", SERVER + ".lifecycle")
                .should()
                .dependOnClassesThat(library("java.sql..", "java.io..", "java.net..", "org.slf4j.."))
                .check(ALL);
    }

    @Test
    void nobodyInjects() {
        noClasses()
                .should()
                .dependOnClassesThat(library(
                        "jakarta.inject..",
                        "javax.inject..",
                        "com.google.inject..",
                        "dagger..",
                        "org.springframework..",
                        "io.helidon.service.."))
                .check(ALL);
    }

    // ---- what only the edges may do

    /** Where the outside world comes in; everywhere else time, chance and waiting are parameters. */
    private static final DescribedPredicate<JavaClass> EDGES = DescribedPredicate.describe(
            "edges",
            type -> List.of(
                            SERVER + ".base.Ids",
                            "org.rollcall.rehearsal.scim.Timing",
                            "org.rollcall.sync.base.Timing",
                            SERVER + ".cli.Demo")
                    .contains(outermost(type).getName()));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void timeAndChanceAndSleepAreParameters() {
        noClasses()
                .that(DescribedPredicate.not(EDGES))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .check(ALL);
    }

    @Test
    void onlyWhatTalksToPeopleWritesToTheStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        SERVER + ".app",
                        SERVER + ".cli",
                        SERVER + ".bench",
                        "org.rollcall.rehearsal..",
                        "org.rollcall.sync.cli")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(ALL);
    }

    @Test
    void nothingHasSetters() {
        methods()
                .that(DescribedPredicate.describe("set a field", ArchitectureTest::setsAField))
                .should()
                .haveNameNotMatching("set[A-Z].*")
                .check(ALL);
    }

    private static boolean setsAField(JavaMethod method) {
        return method.getFieldAccesses().stream().anyMatch(access -> access.getAccessType() == AccessType.SET);
    }

    @Test
    void fieldsThatAllCanSeeAreConstants() {
        fields().that().arePublic().should().beFinal().check(ALL);
    }

    @Test
    void classesAreFinalUnlessTheyAreMeantToBeExtended() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ALL);
    }

    @Test
    void nothingCallsIntoTheWiring() {
        noClasses()
                .that(resideOutsideOfPackage(SERVER + ".app"))
                .should()
                .dependOnClassesThat(resideInAPackage(SERVER + ".app"))
                .check(ALL);
    }
}
