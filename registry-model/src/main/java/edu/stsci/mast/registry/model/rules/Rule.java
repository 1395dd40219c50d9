package edu.stsci.mast.registry.model.rules;

import static edu.stsci.mast.registry.model.Finding.Severity.ERROR;
import static edu.stsci.mast.registry.model.Finding.Severity.HINT;
import static edu.stsci.mast.registry.model.Finding.Severity.WARNING;

import edu.stsci.mast.registry.model.Finding;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules, by codes that never change their meaning. An error keeps a managed record from being published; warnings and hints do not. A
 * rule that only a look at the whole registry or at a service can answer is not asked when a record is stored.
 */
public enum Rule {
    ID_01(ERROR, "References to resources are IVOIDs: ivo://, an authority and a path.", Standard.IDENTIFIERS, "2.3"),
    ID_02(
            HINT,
            "Identifiers use letters, digits and -._~ only; other characters are reserved.",
            Standard.IDENTIFIERS,
            "2.3.2"),
    ID_03(
            ERROR,
            "The identifier of a vg:Authority record is the bare authority, and only such a record has one.",
            Standard.REGISTRY,
            "3"),
    ID_04(WARNING, "The authority of a managed record is one that this registry manages.", Standard.REGISTRY, "2.2"),
    ID_05(WARNING, "The authority of a record has a vg:Authority record.", Standard.REGISTRY, "3"),
    ID_06(WARNING, "The resources that a record refers to have records.", Standard.VORESOURCE, "3.1.3"),
    ID_07(WARNING, "The resources that a record refers to are not deleted.", Standard.VORESOURCE, "3.1.3"),
    ID_08(
            HINT,
            "A reference spells an identifier as its record does, also in capital and small letters.",
            Standard.IDENTIFIERS,
            "2.1"),
    ID_09(
            ERROR,
            "No part of an identifier's path is . or .., which clients take for a way through folders.",
            Standard.IDENTIFIERS,
            "2.3"),

    RES_01(ERROR, "A record names its publisher.", Standard.VORESOURCE, "3.1.2"),
    RES_02(ERROR, "A record names a contact.", Standard.VORESOURCE, "3.1.2"),
    RES_03(WARNING, "A contact has an e-mail address, and it is well-formed.", Standard.VORESOURCE, "3.1.2"),
    RES_04(WARNING, "Data and services name their creators, so that they can be cited.", Standard.VORESOURCE, "3.1.2"),
    RES_05(HINT, "The publisher is named with the identifier of its record.", Standard.VORESOURCE, "3.1.2"),
    RES_06(ERROR, "A record has a title.", Standard.VORESOURCE, "3.1.1"),
    RES_07(
            WARNING,
            "Titles, descriptions and names are not placeholders, and no mark TODO: of a template is left.",
            Standard.VORESOURCE,
            "3.1.1"),
    RES_08(ERROR, "A short name has at most 16 characters.", Standard.VORESOURCE, "3.1.1"),
    RES_09(HINT, "A record has a short name, which applications show in lists.", Standard.VORESOURCE, "3.1.1"),
    RES_10(ERROR, "A record has a description.", Standard.VORESOURCE, "3.1.3"),
    RES_11(
            WARNING,
            "A description has some sentences: 50 characters at least, and more than the title.",
            Standard.VORESOURCE,
            "3.1.3"),
    RES_12(HINT, "A description is plain text, without markup.", Standard.VORESOURCE, "3.1.3"),
    RES_13(ERROR, "A record has a reference URL, and it is an http or https address.", Standard.VORESOURCE, "3.1.3"),
    RES_14(HINT, "Data and services say under which rights they may be used.", Standard.VORESOURCE, "3.2.2"),
    RES_15(HINT, "A record says what kind of content its resource has.", Standard.VORESOURCE, "3.1.3"),
    RES_16(WARNING, "A source in the format bibcode has the 19 characters of one.", Standard.VORESOURCE, "3.1.3"),
    RES_17(WARNING, "Alternate identifiers are URIs with a scheme, such as doi:.", Standard.VORESOURCE, "2.2.5"),

    DATE_01(ERROR, "The dates created and updated are there and are dates of ISO 8601.", Standard.VORESOURCE, "2.2.4"),
    DATE_02(ERROR, "The dates created and updated are not in the future.", Standard.VORESOURCE, "3.1"),
    DATE_03(ERROR, "A record is not updated before it is created.", Standard.VORESOURCE, "3.1"),
    DATE_04(WARNING, "The dates of curation are dates of ISO 8601.", Standard.VORESOURCE, "2.2.4"),
    DATE_05(
            WARNING,
            "Dates on which something has happened to the resource are not in the future.",
            Standard.VORESOURCE,
            "3.1.2"),

    SUB_01(ERROR, "A record has a subject.", Standard.VORESOURCE, "3.1.3"),
    SUB_02(WARNING, "Each subject stands in an element of its own.", Standard.VORESOURCE, "3.1.3"),
    SUB_03(WARNING, "A subject stands once.", Standard.VORESOURCE, "3.1.3"),
    SUB_04(WARNING, "A subject is a term, of at most 80 characters.", Standard.VORESOURCE, "3.1.3"),
    SUB_05(
            HINT,
            "Subjects are terms of the Unified Astronomy Thesaurus as the IVOA writes them: small letters and hyphens.",
            Standard.VORESOURCE,
            "3.1.3"),
    SUB_06(WARNING, "Subjects are terms that the Unified Astronomy Thesaurus has.", Standard.VORESOURCE, "3.1.3"),
    SUB_07(WARNING, "Subjects are not deprecated terms.", Standard.VOCABULARIES, "5.2"),

    VOC_01(WARNING, "Relationship types are terms of their vocabulary.", Standard.VORESOURCE, "3.1.3"),
    VOC_02(WARNING, "Relationship types are not deprecated.", Standard.VOCABULARIES, "5.2"),
    VOC_03(WARNING, "Roles of dates are terms of their vocabulary.", Standard.VORESOURCE, "3.1.2"),
    VOC_04(WARNING, "Roles of dates are not deprecated.", Standard.VOCABULARIES, "5.2"),
    VOC_05(WARNING, "Content levels are terms of their vocabulary.", Standard.VORESOURCE, "3.1.3"),
    VOC_06(WARNING, "Content types are terms of their vocabulary.", Standard.VORESOURCE, "3.1.3"),
    VOC_07(
            HINT,
            "Rights are told by the address of a licence, not by the old words public, secure and proprietary alone.",
            Standard.VORESOURCE,
            "3.2.2"),
    VOC_08(WARNING, "Wavebands are terms of the vocabulary of messengers.", Standard.VODATASERVICE, "3.2"),

    COV_01(ERROR, "Spatial coverage is a coverage map in ASCII, such as 3/4-7,12.", Standard.MOC, "4.3.2"),
    COV_02(ERROR, "Temporal coverage is two times in MJD, the earlier first.", Standard.VODATASERVICE, "3.2"),
    COV_03(WARNING, "Times of coverage are plausible as MJD, not JD, years or seconds.", Standard.VODATASERVICE, "3.2"),
    COV_04(ERROR, "Spectral coverage is two energies in joules, the smaller first.", Standard.VODATASERVICE, "3.2"),
    COV_05(
            WARNING,
            "Energies of coverage are plausible as joules, not metres, hertz or electronvolts.",
            Standard.VODATASERVICE,
            "3.2"),
    COV_06(WARNING, "Wavebands and spectral coverage agree.", Standard.VODATASERVICE, "3.2"),
    COV_07(
            HINT,
            "Data say what part of the sky, of time and of the spectrum they cover.",
            Standard.VODATASERVICE,
            "3.2"),
    COV_08(HINT, "Coverage is told by the elements of VODataService 1.2, not in STC-X.", Standard.VODATASERVICE, "3.2"),

    CAP_01(WARNING, "A service has a capability.", Standard.VORESOURCE, "3.2.2"),
    CAP_02(WARNING, "A capability has an interface.", Standard.VORESOURCE, "3.2.2"),
    CAP_03(ERROR, "An interface has an access URL, and it is an absolute address.", Standard.VORESOURCE, "3.2.2"),
    CAP_04(WARNING, "A capability of a standard has an interface with role=\"std\".", Standard.VORESOURCE, "3.2.2"),
    CAP_05(WARNING, "The standard interface of a protocol is of the type that it asks for.", Standard.SIMPLEDAL, "2"),
    CAP_06(
            WARNING,
            "A capability whose xsi:type is that of a protocol has the protocol's standardID.",
            Standard.SIMPLEDAL,
            "3"),
    CAP_07(WARNING, "A capability of a protocol that has a type of its own is of that type.", Standard.SIMPLEDAL, "3"),
    CAP_08(WARNING, "A standardID of the IVOA is a known one.", Standard.VORESOURCE, "3.2.2"),
    CAP_09(WARNING, "A standardID is not outdated.", Standard.VORESOURCE, "3.2.2"),
    CAP_10(WARNING, "The version of a standard interface is one that the standard has.", Standard.VORESOURCE, "3.2.2"),
    CAP_11(
            WARNING,
            "A base URL to which parameters are added has use=\"base\" and ends with ? or &.",
            Standard.SIMPLEDAL,
            "2"),
    CAP_12(WARNING, "Access URLs lead to machines that everybody can reach.", Standard.VORESOURCE, "3.2.2"),
    CAP_13(HINT, "Access URLs are encrypted (https).", Standard.VORESOURCE, "3.2.2"),
    CAP_14(WARNING, "Two capabilities do not say the same.", Standard.VORESOURCE, "3.2.2"),
    CAP_15(WARNING, "The attribute use of an access URL is full, base or dir.", Standard.VORESOURCE, "3.2.2"),

    CS_01(WARNING, "A cone search has a test query.", Standard.SIMPLEDAL, "3.1"),
    CS_02(
            ERROR,
            "The test query of a cone search is a cone on the sky, not larger than maxSR.",
            Standard.SIMPLEDAL,
            "3.1"),
    CS_03(WARNING, "maxSR is between 0 and 180 degrees.", Standard.SIMPLEDAL, "3.1"),
    CS_04(WARNING, "maxRecords is a number above 0.", Standard.SIMPLEDAL, "3.1"),
    CS_05(WARNING, "A cone search says whether it knows VERB (verbosity).", Standard.SIMPLEDAL, "3.1"),
    SIA_01(WARNING, "An image service says of which type it is.", Standard.SIMPLEDAL, "3.2"),
    SIA_02(WARNING, "An image service has a test query, with a position on the sky.", Standard.SIMPLEDAL, "3.2"),
    SIA_03(WARNING, "Sizes of regions and images fit the sky.", Standard.SIMPLEDAL, "3.2"),
    SSA_01(
            WARNING,
            "A spectrum service says how it complies, where its data come from and how they are made.",
            Standard.SIMPLEDAL,
            "3.3"),
    SSA_02(WARNING, "A spectrum service has a test query.", Standard.SIMPLEDAL, "3.3"),
    SSA_03(WARNING, "The usual number of records is not above the largest one.", Standard.SIMPLEDAL, "3.3"),
    SLA_01(WARNING, "A line service says how it complies and where its data come from.", Standard.SIMPLEDAL, "3.4"),
    SLA_02(WARNING, "A line service has a test query.", Standard.SIMPLEDAL, "3.4"),
    TAP_01(WARNING, "A TAP service has the VOSI capability capabilities.", Standard.TAP, "2.4"),
    TAP_02(HINT, "A TAP service has the VOSI capability tables.", Standard.TAP, "2.5"),
    TAP_03(WARNING, "A TAP service names the language ADQL and its versions.", Standard.TAPREGEXT, "2.3"),
    TAP_04(WARNING, "A TAP service names its output formats.", Standard.TAPREGEXT, "2.4"),
    TAP_05(WARNING, "Usual limits are not above hard ones.", Standard.TAPREGEXT, "2.6"),
    TAP_06(WARNING, "Data models, upload methods and features have known identifiers.", Standard.TAPREGEXT, "2"),
    REG_01(WARNING, "A registry has a vg:Harvest or a search capability.", Standard.REGISTRY, "3"),
    REG_02(WARNING, "A publishing registry names the authorities that it manages.", Standard.REGISTRY, "3"),
    REG_03(ERROR, "Managed authorities are names of authorities, without ivo://.", Standard.REGISTRY, "3"),

    TAB_01(ERROR, "Tables and columns have names.", Standard.VODATASERVICE, "3.3"),
    TAB_02(HINT, "Tables have descriptions.", Standard.VODATASERVICE, "3.3"),
    TAB_03(HINT, "Columns have descriptions.", Standard.VODATASERVICE, "3.5.2"),
    TAB_04(HINT, "Columns have UCDs.", Standard.VODATASERVICE, "3.5.2"),
    TAB_05(WARNING, "Columns of a table have different names.", Standard.VODATASERVICE, "3.5.2"),
    TAB_06(WARNING, "Tables of a resource have different names.", Standard.VODATASERVICE, "3.3.1"),
    TAB_07(WARNING, "Foreign keys lead to tables that are there.", Standard.VODATASERVICE, "3.3.2"),
    TAB_08(WARNING, "Foreign keys join columns that are there.", Standard.VODATASERVICE, "3.3.2"),
    TAB_09(WARNING, "Data types of columns are known ones.", Standard.VODATASERVICE, "3.5.3"),
    TAB_10(HINT, "A data type says by xsi:type in which type system it is.", Standard.VODATASERVICE, "3.5.3"),
    TAB_11(
            HINT,
            "Names of a TAP service's columns can be used in queries as they stand: odd ones are in double quotes.",
            Standard.VODATASERVICE,
            "3.5.2"),
    TAB_12(HINT, "Tables have columns.", Standard.VODATASERVICE, "3.3"),
    UCD_01(WARNING, "UCDs are words with dots, joined by semicolons.", Standard.UCD, "2.1"),
    UCD_02(WARNING, "UCDs are not of the old kind (UCD1), such as POS_EQ_RA_MAIN.", Standard.UCD, "1"),
    UCD_03(WARNING, "UCDs begin with one of the known branches, such as pos or phot.", Standard.UCD, "2.2"),
    UCD_04(WARNING, "The first word of a UCD is one that may stand first.", Standard.UCD, "2.3"),
    UNIT_01(WARNING, "Units are written as VOUnits has it, such as km/s or erg.s**-1.", Standard.VOUNITS, "2"),

    LINK_01(WARNING, "Reference URLs answer.", Standard.VORESOURCE, "3.1.4", true),
    LINK_02(WARNING, "Access URLs answer.", Standard.VORESOURCE, "3.1.4", true),
    LINK_03(WARNING, "VOSI endpoints answer in XML.", Standard.VOSI, "2", true),
    LINK_04(WARNING, "A service says of itself that it is available.", Standard.VOSI, "5", true),
    LINK_05(
            WARNING,
            "The test query of a cone search is answered by a VOTable without an error.",
            Standard.CONESEARCH,
            "2",
            true),
    LINK_06(HINT, "Addresses do not lead elsewhere for good (301, 308).", Standard.VORESOURCE, "3.2.2", true),
    VOSI_01(WARNING, "The capabilities that a service tells are in its record.", Standard.VOSI, "4", true),
    VOSI_02(WARNING, "The capabilities of a record are among those that its service tells.", Standard.VOSI, "4", true),
    VOSI_03(WARNING, "A record and its service tell the same access URLs.", Standard.VOSI, "4", true);

    private static final Map<String, Rule> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Rule::code, Function.identity()));

    private final Finding.Severity severity;
    private final String sentence;
    private final Standard standard;
    private final String section;
    private final boolean ofServices;

    Rule(Finding.Severity severity, String sentence, Standard standard, String section) {
        this(severity, sentence, standard, section, false);
    }

    Rule(Finding.Severity severity, String sentence, Standard standard, String section, boolean ofServices) {
        this.severity = severity;
        this.sentence = sentence;
        this.standard = standard;
        this.section = section;
        this.ofServices = ofServices;
    }

    /** The rule of a code such as {@code CAP-03}; empty for other codes. */
    public static Optional<Rule> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The stable code, for instance {@code CAP-03}. */
    public String code() {
        return name().replace('_', '-');
    }

    /** How bad it is to break it. */
    public Finding.Severity severity() {
        return severity;
    }

    /** What it asks for, as a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The document that it comes from. */
    public Standard standard() {
        return standard;
    }

    /** The clause, for instance {@code VOResource 1.1, section 3.1.2}. */
    public String clause() {
        return standard.title() + ", section " + section;
    }

    /** Whether it can be told only by asking the services that a record points at. */
    public boolean ofServices() {
        return ofServices;
    }

    /** Whether it can be told only by looking at other records. */
    public boolean ofRegistry() {
        return this == ID_04 || this == ID_05 || this == ID_06 || this == ID_07 || this == ID_08;
    }
}
