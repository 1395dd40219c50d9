package edu.stsci.mast.registry.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The ways in which registries spell the same record: with which prefixes, and where these are declared. */
enum Dialect {
    /** Each record declares the canonical prefixes that it uses. */
    CANONICAL,
    /** The response's root element declares all prefixes, and the records none, as DaCHS does. */
    DECLARED_ON_ROOT {
        @Override
        String rootDeclarations() {
            return allDeclarations();
        }

        @Override
        String respell(String record) {
            return withoutDeclarations(record);
        }
    },
    /** Each {@code metadata} element declares all prefixes. */
    DECLARED_ON_METADATA {
        @Override
        String metadataDeclarations() {
            return allDeclarations();
        }

        @Override
        String respell(String record) {
            return withoutDeclarations(record);
        }
    },
    /** Prefixes from the time before there were canonical ones. */
    OTHER_PREFIXES {
        @Override
        String respell(String record) {
            String respelt = record;
            for (Namespace namespace : Namespace.values()) {
                respelt = respelt.replace(namespace.declaration(), namespace.declaration(namespace.otherPrefix()));
            }
            respelt = respelt.replace("ri:Resource", Namespace.RI.otherPrefix() + ":Resource");
            return withOtherTypes(respelt);
        }
    },
    /** The record's element is in the default namespace, which each of its children resets. */
    DEFAULT_NAMESPACE {
        @Override
        String respell(String record) {
            String respelt = record.replace(Namespace.RI.declaration(), "")
                    .replaceFirst(" xmlns=\"\"", "")
                    .replaceFirst(
                            "<ri:Resource",
                            "<Resource" + Namespace.RI.declaration().replace("xmlns:ri", "xmlns"))
                    .replaceFirst("</ri:Resource>$", "</Resource>");
            return withResetChildren(respelt);
        }
    };

    private static final List<Dialect> UNUSUAL =
            List.of(DECLARED_ON_ROOT, DECLARED_ON_METADATA, OTHER_PREFIXES, DEFAULT_NAMESPACE);

    /** The dialect of a page: one page in ten is in an unusual one. */
    static Dialect ofPage(int page) {
        return page % 10 == 3 ? UNUSUAL.get(page / 10 % UNUSUAL.size()) : CANONICAL;
    }

    String rootDeclarations() {
        return "";
    }

    String metadataDeclarations() {
        return "";
    }

    /** A canonical record in this dialect; what it means stays the same. */
    String respell(String record) {
        return record;
    }

    private static String allDeclarations() {
        return Arrays.stream(Namespace.values()).map(Namespace::declaration).collect(Collectors.joining());
    }

    private static String withoutDeclarations(String record) {
        int end = record.indexOf('>');
        String startTag = record.substring(0, end).replaceAll(" xmlns:\\w+=\"[^\"]*\"", "");
        return startTag + record.substring(end);
    }

    private static String withOtherTypes(String record) {
        String typeAttribute = " xsi:type=\"";
        StringBuilder respelt = new StringBuilder(record.length());
        int done = 0;
        for (int at = record.indexOf(typeAttribute); at >= 0; at = record.indexOf(typeAttribute, done)) {
            int colon = record.indexOf(':', at + typeAttribute.length());
            Namespace namespace = Namespace.ofPrefix(record.substring(at + typeAttribute.length(), colon));
            respelt.append(record, done, at)
                    .append(' ')
                    .append(Namespace.XSI.otherPrefix())
                    .append(":type=\"");
            respelt.append(namespace.otherPrefix());
            done = colon;
        }
        return respelt.append(record, done, record.length()).toString();
    }

    private static String withResetChildren(String record) {
        StringBuilder respelt = new StringBuilder(record.length() + 300);
        int depth = 0;
        int done = 0;
        for (int at = record.indexOf('<'); at >= 0; at = record.indexOf('<', done)) {
            int end = record.indexOf('>', at);
            boolean closes = record.charAt(at + 1) == '/';
            boolean isEmpty = record.charAt(end - 1) == '/';
            int nameEnd = at + 1;
            while (!closes && depth == 1 && " />".indexOf(record.charAt(nameEnd)) < 0) {
                nameEnd++;
            }
            respelt.append(record, done, nameEnd);
            if (depth == 1 && !closes) {
                respelt.append(" xmlns=\"\"");
            }
            respelt.append(record, nameEnd, end + 1);
            depth += closes ? -1 : isEmpty ? 0 : 1;
            done = end + 1;
        }
        return respelt.append(record, done, record.length()).toString();
    }
}
