package edu.stsci.mast.registry.model.rules;

import static edu.stsci.mast.registry.model.rules.Samples.AUTHORITY;
import static edu.stsci.mast.registry.model.rules.Samples.REGISTRY;
import static edu.stsci.mast.registry.model.rules.Samples.SERVICE;
import static edu.stsci.mast.registry.model.rules.Samples.changed;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule is kept by a sample record, and broken by a change to it. */
class RecordRulesTest {
    private static final String BROWSER_CAPABILITY =
            "<capability>\n    <interface xsi:type=\"vr:WebBrowser\"><accessURL use=\"full\">https://example.org/form</accessURL></interface>";

    /** A record that breaks a rule: a sample with one passage changed. */
    record Broken(Rule rule, String sample, String old, String replacement) {
        /** The same with a second passage changed, the end tag of what the first began. */
        Broken closing(String end, String newEnd) {
            return new Broken(rule, changed(sample, end, newEnd), old, replacement);
        }

        @Override
        public String toString() {
            return rule.code() + ": " + replacement.strip();
        }
    }

    private static Broken service(Rule rule, String old, String replacement) {
        return new Broken(rule, SERVICE, old, replacement);
    }

    static Stream<Broken> broken() {
        String cone = "standardID=\"ivo://ivoa.net/std/ConeSearch\"";
        String coneInterface = "<interface xsi:type=\"vs:ParamHTTP\" role=\"std\" version=\"1.03\">";
        return Stream.of(
                service(Rule.ID_01, "ivo-id=\"ivo://example.org/survey\"", "ivo-id=\"http://example.org/survey\""),
                service(Rule.ID_01, cone, "standardID=\"ConeSearch\""),
                service(Rule.ID_02, "ivo://example.org/stars", "ivo://example.org/J/A+A/stars"),
                service(Rule.ID_03, "<identifier>ivo://example.org/stars", "<identifier>ivo://example.org"),
                new Broken(Rule.ID_03, AUTHORITY, "ivo://example.org</id", "ivo://example.org/authority</id"),
                service(Rule.ID_09, "ivo://example.org/stars", "ivo://example.org/a/../stars"),
                service(Rule.ID_09, "ivo://example.org/stars", "ivo://example.org/."),
                service(Rule.RES_01, ">Example Observatory</publisher>", "></publisher>"),
                service(Rule.RES_02, "<name>Help desk</name>", ""),
                service(Rule.RES_03, "<email>help@example.org</email>", ""),
                service(Rule.RES_03, "help@example.org", "help at example.org"),
                service(Rule.RES_04, "<creator><name>Doe, J.</name></creator>", ""),
                service(Rule.RES_05, " ivo-id=\"ivo://example.org/org\"", ""),
                service(Rule.RES_06, "Stars of the example survey", " "),
                service(Rule.RES_07, "Stars of the example survey", "TBD"),
                service(Rule.RES_07, "Example Observatory", "unknown"),
                service(Rule.RES_07, "of all the sky.", "TODO: more."),
                service(Rule.RES_07, "<creator><name>Doe, J.", "<creator><name>TODO: who made it"),
                service(Rule.RES_08, "<shortName>Example stars", "<shortName>Example survey: stars"),
                service(Rule.RES_09, "<shortName>Example stars</shortName>", ""),
                service(
                                Rule.RES_10,
                                "<description>The positions and magnitudes",
                                "<abstract>The positions and magnitudes")
                        .closing("of all the sky.</description>", "of all the sky.</abstract>"),
                service(
                        Rule.RES_11,
                        "The positions and magnitudes of the stars that the example survey has observed, of all the sky.",
                        "Stars."),
                service(Rule.RES_12, "of all the sky.", "of &lt;i>all&lt;/i> the sky."),
                service(
                        Rule.RES_13,
                        "<referenceURL>https://example.org/stars",
                        "<referenceURL>ftp://example.org/stars"),
                service(
                        Rule.RES_14,
                        "<rights rightsURI=\"https://creativecommons.org/licenses/by/4.0/\">CC-BY 4.0</rights>",
                        ""),
                service(Rule.RES_15, "<type>Survey</type>", ""),
                service(Rule.RES_16, "2024A&amp;A...500..501D", "2024A&amp;A...500"),
                service(Rule.RES_17, "doi:10.5555/12345678", "10.5555/12345678"),
                service(Rule.DATE_01, "updated=\"2025-01-02T03:04:05Z\"", "updated=\"2025-01-02 03:04:05Z\""),
                service(Rule.DATE_01, "created=\"2024-01-02T03:04:05Z\" ", ""),
                service(Rule.DATE_02, "updated=\"2025-01-02T03:04:05Z\"", "updated=\"2026-02-02T03:04:05Z\""),
                service(Rule.DATE_03, "created=\"2024-01-02", "created=\"2025-06-02"),
                service(Rule.DATE_04, "2023-05-06", "May 2023"),
                service(Rule.DATE_05, "2023-05-06", "2026-05-06"),
                service(Rule.SUB_01, "<subject>variable-stars</subject>", "<subject/>"),
                service(Rule.SUB_02, "variable-stars", "stars; galaxies"),
                service(Rule.SUB_03, "<subject>", "<subject>Variable-Stars</subject><subject>"),
                service(Rule.SUB_04, "<subject>variable-stars", "<subject>" + "stars that vary and ".repeat(5)),
                service(Rule.SUB_05, "<subject>variable-stars", "<subject>Variable stars"),
                service(Rule.VOC_01, "IsPartOf", "part-of"),
                service(Rule.VOC_02, "IsPartOf", "served-by"),
                service(Rule.VOC_02, "IsPartOf", "related-to"),
                service(Rule.VOC_03, "role=\"Collected\"", "role=\"observed\""),
                service(Rule.VOC_04, "role=\"Collected\"", "role=\"representative\""),
                service(Rule.VOC_05, "<contentLevel>Research", "<contentLevel>Professional"),
                service(Rule.VOC_06, "<type>Survey", "<type>Sky survey"),
                service(
                        Rule.VOC_07,
                        " rightsURI=\"https://creativecommons.org/licenses/by/4.0/\">CC-BY 4.0",
                        ">public"),
                service(Rule.VOC_08, "<waveband>Optical", "<waveband>Visible"),
                service(Rule.COV_01, "3/0-5,7 4/900", "Circle ICRS 10 20 1"),
                service(Rule.COV_01, "3/0-5,7 4/900", "3/0-5,768"),
                service(Rule.COV_01, "3/0-5,7 4/900", "3/5-0"),
                service(Rule.COV_01, "3/0-5,7 4/900", "30/1"),
                service(Rule.COV_01, "3/0-5,7 4/900", "7,8"),
                service(Rule.COV_02, "55000 55010.5", "55010.5 55000"),
                service(Rule.COV_02, "55000 55010.5", "2009-06-18 2009-06-28"),
                service(Rule.COV_03, "55000 55010.5", "2455000.5 2455010.5"),
                service(Rule.COV_03, "55000 55010.5", "2009 2010"),
                service(Rule.COV_04, "2.5e-19 5e-19", "5e-19 2.5e-19"),
                service(Rule.COV_05, "2.5e-19 5e-19", "4e-7 8e-7"),
                service(Rule.COV_05, "2.5e-19 5e-19", "4e14 8e14"),
                service(Rule.COV_06, "2.5e-19 5e-19", "2.5e-16 5e-16"),
                service(Rule.COV_07, "<coverage>", "<elsewhere>").closing("</coverage>", "</elsewhere>"),
                service(Rule.COV_08, "<coverage>", "<coverage><STCResourceProfile/>"),
                new Broken(Rule.CAP_01, withoutCapabilities(), "<waveband>", "<!-- nothing to use --><waveband>"),
                service(Rule.CAP_02, BROWSER_CAPABILITY, "<capability>"),
                service(Rule.CAP_03, "<accessURL use=\"full\">https://example.org/form</accessURL>", ""),
                service(Rule.CAP_03, "https://example.org/form", "example.org/form"),
                service(Rule.CAP_04, coneInterface, "<interface xsi:type=\"vs:ParamHTTP\">"),
                service(Rule.CAP_05, coneInterface, "<interface xsi:type=\"vr:WebService\" role=\"std\">"),
                service(Rule.CAP_06, " " + cone, ""),
                service(Rule.CAP_07, "xsi:type=\"cs:ConeSearch\" ", ""),
                service(Rule.CAP_08, "<capability>", "<capability standardID=\"ivo://ivoa.net/std/ConSearch\">"),
                service(Rule.CAP_09, "<capability>", "<capability standardID=\"ivo://ivoa.net/std/SODA\">"),
                service(Rule.CAP_10, "version=\"1.03\"", "version=\"3.0\""),
                service(Rule.CAP_11, "https://example.org/cone?", "https://example.org/cone"),
                service(
                        Rule.CAP_11,
                        "use=\"base\">https://example.org/cone?",
                        "use=\"full\">https://example.org/cone?"),
                service(Rule.CAP_12, "https://example.org/form", "https://192.168.1.5/form"),
                service(Rule.CAP_12, "https://example.org/form", "http://localhost:8080/form"),
                service(Rule.CAP_13, "https://example.org/form", "http://example.org/form"),
                service(
                        Rule.CAP_14,
                        "https://example.org/tap/tables</accessURL></interface>\n  </capability>",
                        "https://example.org/tap/tables</accessURL></interface></capability>"
                                + "<capability standardID=\"ivo://ivoa.net/std/vosi#tables\"><interface role=\"std\""
                                + " xsi:type=\"vs:ParamHTTP\"><accessURL>https://example.org/tap/tables</accessURL></interface></capability>"),
                service(Rule.CAP_15, "use=\"full\">https://example.org/form", "use=\"all\">https://example.org/form"),
                service(Rule.CS_01, "<testQuery><ra>10</ra><dec>-20</dec><sr>0.5</sr></testQuery>", ""),
                service(Rule.CS_02, "<dec>-20</dec>", "<dec>-120</dec>"),
                service(Rule.CS_02, "<sr>0.5</sr>", "<sr>11</sr>"),
                service(Rule.CS_03, "<maxSR>10", "<maxSR>360"),
                service(Rule.CS_04, "<maxRecords>1000", "<maxRecords>0"),
                service(Rule.CS_05, "<verbosity>false</verbosity>", ""),
                service(Rule.SIA_01, "<imageServiceType>Cutout</imageServiceType>", ""),
                service(Rule.SIA_02, "<pos><long>10</long><lat>-20</lat></pos>", ""),
                service(Rule.SIA_03, "<long>5</long>", "<long>500</long>"),
                service(Rule.SSA_01, "<creationType>archival</creationType>", ""),
                service(Rule.SSA_02, "<testQuery><queryDataCmd>SIZE=1</queryDataCmd></testQuery>", ""),
                service(Rule.SSA_03, "<maxRecords>1001", "<maxRecords>10"),
                service(Rule.SLA_01, "<dataSource>theoretical</dataSource>", ""),
                service(
                        Rule.SLA_02,
                        "<testQuery><wavelength><minWavelength>3e-7</minWavelength></wavelength></testQuery>",
                        ""),
                service(Rule.TAP_01, "VOSI#capabilities", "VOSI#availability"),
                service(Rule.TAP_02, "VOSI#tables", "VOSI#availability"),
                service(Rule.TAP_03, "<name>ADQL</name>", "<name>SQL</name>"),
                service(Rule.TAP_04, "<outputFormat><mime>application/x-votable+xml</mime></outputFormat>", ""),
                service(Rule.TAP_05, "<default unit=\"row\">2000", "<default unit=\"row\">200000"),
                service(Rule.TAP_06, "<dataModel ivo-id=\"ivo://ivoa.net/std/ObsCore#core-1.1\">", "<dataModel>"),
                service(Rule.TAP_06, "TAPRegExt#upload-inline", "TAPRegExt#inline"),
                new Broken(
                        Rule.REG_01,
                        REGISTRY,
                        "standardID=\"ivo://ivoa.net/std/Registry\"",
                        "standardID=\"ivo://x.org/y\""),
                new Broken(Rule.REG_02, REGISTRY, "<managedAuthority>example.org</managedAuthority>", ""),
                new Broken(Rule.REG_03, REGISTRY, "<managedAuthority>", "<managedAuthority>ivo://"),
                service(Rule.TAB_01, "<name>survey.visits</name>", ""),
                service(Rule.TAB_01, "<name>flux</name>", ""),
                service(Rule.TAB_02, "<description>One row a visit</description>", ""),
                service(Rule.TAB_03, "<description>Flux</description>", ""),
                service(Rule.TAB_04, "<ucd>phot.flux</ucd>", ""),
                service(Rule.TAB_05, "<name>flux</name>", "<name>ID</name>"),
                service(Rule.TAB_06, "<name>survey.visits</name>", "<name>survey.stars</name>"),
                service(Rule.TAB_07, "<targetTable>survey.stars", "<targetTable>survey.sources"),
                service(Rule.TAB_08, "<targetColumn>id", "<targetColumn>number"),
                service(
                        Rule.TAB_09,
                        "<dataType xsi:type=\"vs:TAPType\">DOUBLE",
                        "<dataType xsi:type=\"vs:TAPType\">float8"),
                service(Rule.TAB_10, "<dataType xsi:type=\"vs:TAPType\">", "<dataType>"),
                service(Rule.TAB_11, "<name>flux</name>", "<name>flux (V)</name>"),
                service(
                        Rule.TAB_12,
                        "<table>",
                        "<table><name>survey.more</name><description>d</description></table><table>"),
                service(Rule.UCD_01, "<ucd>phot.flux", "<ucd>phot flux"),
                service(Rule.UCD_02, "<ucd>phot.flux", "<ucd>PHOT_FLUX_OPTICAL"),
                service(Rule.UCD_03, "<ucd>phot.flux", "<ucd>photo.flux"),
                service(Rule.UCD_04, "<ucd>phot.flux", "<ucd>meta.main;phot.flux"),
                service(Rule.UNIT_01, "erg.s**-1.cm**-2", "erg/s/cm2"));
    }

    private static String withoutCapabilities() {
        return SERVICE.substring(0, SERVICE.indexOf("<capability")) + SERVICE.substring(SERVICE.indexOf("<coverage>"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void tellWhatIsWrongWhereAndWhatToDo(Broken broken) {
        List<Finding> findings = Samples.check(changed(broken.sample(), broken.old(), broken.replacement()));

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(broken.rule().code());
            assertThat(finding.severity()).isEqualTo(broken.rule().severity());
            assertThat(finding.element()).startsWith("Resource");
            assertThat(finding.line()).isPositive();
            assertThat(finding.message()).endsWith(".").contains(" ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "registry", "authority"})
    void findNothingInGoodRecords(String sample) {
        assertThat(Samples.check(
                        switch (sample) {
                            case "service" -> SERVICE;
                            case "registry" -> REGISTRY;
                            default -> AUTHORITY;
                        }))
                .isEmpty();
    }

    @Test
    void eachRuleThatARecordAloneAnswersIsBrokenByOneHere() {
        Set<Rule> broken = broken().map(Broken::rule).collect(Collectors.toSet());

        // SubjectTermsTest has those that need the terms of a vocabulary.
        assertThat(Arrays.stream(Rule.values())
                        .filter(r -> !r.ofServices() && !r.ofRegistry() && r != Rule.SUB_06 && r != Rule.SUB_07))
                .allSatisfy(rule -> assertThat(broken).contains(rule));
    }

    @Test
    void nameTheElementByItsNumberAndPlace() {
        Finding finding = Samples.check(changed(SERVICE, "https://example.org/spectra?", "https://example.org/spectra"))
                .get(0);

        assertThat(finding.element()).isEqualTo("Resource/capability[3]/interface/accessURL");
        assertThat(SERVICE.lines().toList().get(finding.line() - 1).substring(finding.column() - 1))
                .startsWith("<accessURL use=\"base\">https://example.org/spectra");
    }

    @Test
    void doNotRepeatThemselvesWithoutEnd() {
        List<Finding> findings =
                Samples.check(changed(SERVICE, "<column><name>flux", manyColumns() + "<column><name>flux"));

        assertThat(findings)
                .filteredOn(f -> f.code().equals("UNIT-01"))
                .hasSize(3)
                .last()
                .satisfies(f -> assertThat(f.message()).contains("There are 27 more like this."));
    }

    private static String manyColumns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            columns.append("<column><name>c")
                    .append(i)
                    .append("</name><description>d</description><unit>furlong</unit><ucd>pos</ucd></column>");
        }
        return columns.toString();
    }

    @Test
    void beBriefOnRecordsOfOthers() {
        String record = changed(
                changed(SERVICE, "<column><name>flux", manyColumns() + "<column><name>flux"),
                "<shortName>Example stars</shortName>",
                "");

        assertThat(RecordRules.brief(java.time.Clock.systemUTC()).check(Samples.element(record)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("UNIT-01");
                    assertThat(finding.message()).contains("There are 29 more like this.");
                });
    }

    @Test
    void putErrorsFirst() {
        List<Finding> findings = Samples.check(changed(
                changed(SERVICE, "<shortName>Example stars</shortName>", ""), "55000 55010.5", "55010.5 55000"));

        assertThat(findings).extracting(Finding::code).containsExactly("COV-02", "RES-09");
    }

    @Test
    void readRecordsThatAreHardlyRecords() {
        assertThat(Samples.check("<Resource/>"))
                .extracting(Finding::code)
                .contains("RES-01", "RES-06", "DATE-01", "SUB-01");
        assertThat(Samples.check("<Resource><content/><curation/><capability/><coverage/><tableset/></Resource>"))
                .extracting(Finding::code)
                .contains("RES-01", "RES-10", "CAP-02");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "km/s",
                "erg.s**-1.cm**-2",
                "mag",
                "10**-15W/m**2",
                "1/h",
                "0.1nm",
                "sqrt(Hz)",
                "m**(1/2)",
                "log(Hz)",
                "'furlong'/s",
                "%",
                "kpc",
                "mas/yr",
                "Jy.beam**-1",
                "J/(m.s.kpc**2)",
                "86400s"
            })
    void takeUnitsOfVoUnits(String unit) {
        assertThat(Samples.check(changed(SERVICE, "erg.s**-1.cm**-2", unit))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/0-11", "s3/1 5/", "3/1,2,3", "1/0 29/1000", "3/1\n 4/20-22"})
    void takeCoverageMaps(String map) {
        assertThat(Samples.check(changed(SERVICE, "3/0-5,7 4/900", map))).isEmpty();
    }
}
