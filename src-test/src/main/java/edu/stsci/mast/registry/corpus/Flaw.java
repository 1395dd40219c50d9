package edu.stsci.mast.registry.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The ways in which records of real registries break the schemas or the vocabularies, each done to a sound record. */
enum Flaw {
    /** The elements are all there, but in another order than the schema's. */
    WRONG_ORDER {
        @Override
        String spoil(String record) {
            int curation = record.indexOf("<curation>");
            int content = record.indexOf("<content>");
            int rest = record.indexOf("</content>") + "</content>".length();
            return record.substring(0, curation)
                    + record.substring(content, rest)
                    + record.substring(curation, content)
                    + record.substring(rest);
        }
    },
    UNKNOWN_WAVEBAND {
        @Override
        String spoil(String record) {
            return replaceFirst(record, "</coverage>", "<waveband>Visible</waveband></coverage>");
        }
    },
    /** A contact that lacks even its name. */
    EMPTY_CONTACT {
        @Override
        String spoil(String record) {
            int start = record.indexOf("<contact>");
            int end = record.indexOf("</contact>") + "</contact>".length();
            return record.substring(0, start) + "<contact/>" + record.substring(end);
        }
    },
    LONG_SHORT_NAME {
        @Override
        String spoil(String record) {
            int identifier = record.indexOf("<identifier>");
            int shortName = record.indexOf("<shortName>");
            int start = shortName < 0 ? identifier : shortName;
            return record.substring(0, start) + "<shortName>A short name that is not short</shortName>"
                    + record.substring(identifier);
        }
    },
    /** A date with a space where ISO 8601 has a T. */
    BAD_DATE {
        @Override
        String spoil(String record) {
            int date = record.indexOf(" updated=\"") + " updated=\"".length();
            return record.substring(0, date + 10) + " " + record.substring(date + 11);
        }
    },
    UNKNOWN_ATTRIBUTE {
        @Override
        String spoil(String record) {
            return replaceFirst(record, "<identifier>", "<identifier type=\"ivoid\">");
        }
    },
    UNKNOWN_STATUS {
        @Override
        String spoil(String record) {
            return replaceFirst(record, " status=\"", " status=\"published-");
        }
    },
    MISSING_REFERENCE_URL {
        @Override
        String spoil(String record) {
            int start = record.indexOf("<referenceURL>");
            int end = record.indexOf("</referenceURL>") + "</referenceURL>".length();
            return record.substring(0, start) + record.substring(end);
        }
    },
    REPEATED_TITLE {
        @Override
        String spoil(String record) {
            return replaceFirst(record, "</title>", "</title><title>The same once more</title>");
        }
    },
    /** An attribute that should hold an IVOID holds something else. */
    BAD_PUBLISHER_ID {
        @Override
        String spoil(String record) {
            return replaceFirst(record, "<publisher ivo-id=\"ivo://", "<publisher ivo-id=\"http://");
        }
    },
    /** Valid since VOResource 1.1, which left the rights to free text, but no known term. */
    UNKNOWN_RIGHTS {
        @Override
        String spoil(String record) {
            return replaceFirst(record, "</content>", "</content><rights>semi-public</rights>");
        }
    },
    /** Valid since VOResource 1.1, which moved the content levels to a vocabulary, but not in that vocabulary. */
    UNKNOWN_CONTENT_LEVEL {
        @Override
        String spoil(String record) {
            String next = record.contains("<relationship>") ? "<relationship>" : "</content>";
            return replaceFirst(record, next, "<contentLevel>Professional</contentLevel>" + next);
        }
    };

    private static final List<Flaw> SCHEMA = list(Flaw::breaksSchema);
    private static final List<Flaw> SCHEMA_WITHOUT_COVERAGE =
            list(flaw -> flaw.breaksSchema() && flaw != UNKNOWN_WAVEBAND);
    private static final List<Flaw> VOCABULARY = list(flaw -> !flaw.breaksSchema());

    /** The record with the flaw; the record must be in the canonical spelling. */
    abstract String spoil(String record);

    /** Whether schema validation can tell; the other flaws concern vocabularies. */
    boolean breaksSchema() {
        return this != UNKNOWN_RIGHTS && this != UNKNOWN_CONTENT_LEVEL;
    }

    static Flaw drawSchemaFlaw(RecordKind kind, Dice dice) {
        return dice.pick(kind.hasCoverage() ? SCHEMA : SCHEMA_WITHOUT_COVERAGE);
    }

    /** A flaw for a service or a catalogue. */
    static Flaw drawVocabularyFlaw(Dice dice) {
        return dice.pick(VOCABULARY);
    }

    private static List<Flaw> list(Predicate<Flaw> wanted) {
        return Arrays.stream(values()).filter(wanted).toList();
    }

    private static String replaceFirst(String record, String old, String replacement) {
        int start = record.indexOf(old);
        return record.substring(0, start) + replacement + record.substring(start + old.length());
    }
}
