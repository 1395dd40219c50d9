package edu.stsci.mast.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The order of the modules, and what each must not know (docs/architecture.md). */
@AnalyzeClasses(packages = "edu.stsci.mast.registry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "edu.stsci.mast.registry.";

    @ArchTest
    static final ArchRule modulesDependOnlyOnThoseBeforeThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy(BASE + "schemas..")
            .layer("model")
            .definedBy(BASE + "model..")
            .layer("oai")
            .definedBy(BASE + "oai..")
            .layer("search")
            .definedBy(BASE + "search..")
            .layer("harvester")
            .definedBy(BASE + "harvester..")
            .layer("server")
            .definedBy(BASE + "server..")
            .layer("src-test")
            .definedBy(BASE + "bench..", BASE + "corpus..")
            .whereLayer("schemas")
            .mayNotAccessAnyLayer()
            .whereLayer("model")
            .mayOnlyAccessLayers("schemas")
            .whereLayer("oai")
            .mayOnlyAccessLayers("schemas", "model")
            .whereLayer("search")
            .mayOnlyAccessLayers("schemas", "model")
            .whereLayer("harvester")
            .mayOnlyAccessLayers("schemas", "model", "oai")
            .whereLayer("server")
            .mayOnlyAccessLayers("schemas", "model", "oai", "search", "harvester")
            .whereLayer("src-test")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule storageAndProtocolKnowNoHttp = noClasses()
            .that()
            .resideInAnyPackage(BASE + "schemas..", BASE + "model..", BASE + "oai..", BASE + "search..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "jakarta.servlet..",
                    "org.apache.catalina..",
                    "org.apache.hc..",
                    "java.net.http..");

    @ArchTest
    static final ArchRule onlyTheSearchIndexKnowsSolr = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "search..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.solr..");
}
