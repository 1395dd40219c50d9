package edu.stsci.mast.registry.oai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Writes what a response says below its root, as OAI-PMH.xsd wants it. */
final class ContentXml {
    private final ResponseXml out;

    /** Writes to the response. */
    ContentXml(ResponseXml out) {
        this.out = out;
    }

    /** Writes the content of a response to the given verb. */
    void write(Verb verb, OaiContent content) throws XMLStreamException, IOException {
        out.open(verb.text());
        if (content instanceof OaiContent.Identification identification) {
            identify(identification);
        } else if (content instanceof OaiContent.Formats formats) {
            formats(formats.formats());
        } else if (content instanceof OaiContent.Sets sets) {
            sets(sets.sets());
        } else if (content instanceof OaiContent.SingleRecord single) {
            record(single.record());
        } else if (content instanceof OaiContent.Records list) {
            for (OaiRecord record : list.records()) {
                record(record);
            }
            resumption(list.resumption());
        } else if (content instanceof OaiContent.Headers list) {
            for (OaiHeader header : list.headers()) {
                header(header);
            }
            resumption(list.resumption());
        }
        out.text("\n");
        out.close();
    }

    /** Section 4.2; the order of the elements is the schema's. */
    private void identify(OaiContent.Identification identification) throws XMLStreamException, IOException {
        OaiSettings settings = identification.settings();
        out.leaf("repositoryName", settings.repositoryName());
        out.leaf("baseURL", settings.baseUrl().toString());
        out.leaf("protocolVersion", "2.0");
        for (String email : settings.adminEmails()) {
            out.leaf("adminEmail", email);
        }
        out.leaf("earliestDatestamp", identification.earliestDatestamp());
        out.leaf("deletedRecord", "persistent");
        out.leaf("granularity", Granularity.SECOND.text());
        if (settings.gzip()) {
            out.leaf("compression", "gzip");
        }
        if (identification.registryRecord() != null) {
            out.open("description");
            out.document(identification.registryRecord());
            out.close();
        }
        if (!identification.friends().isEmpty()) {
            out.open("description");
            out.document(Friends.of(identification.friends()));
            out.close();
        }
    }

    private void formats(List<MetadataFormat> formats) throws XMLStreamException {
        for (MetadataFormat format : formats) {
            out.open("metadataFormat");
            out.leaf("metadataPrefix", format.prefix());
            out.leaf("schema", format.schema());
            out.leaf("metadataNamespace", format.namespace());
            out.close();
        }
    }

    private void sets(List<OaiSet> sets) throws XMLStreamException {
        for (OaiSet set : sets) {
            out.open("set");
            out.leaf("setSpec", set.spec());
            out.leaf("setName", set.title());
            out.close();
        }
    }

    private void record(OaiRecord record) throws XMLStreamException, IOException {
        out.open("record");
        header(record.header());
        if (record.metadata() != null) {
            out.open("metadata");
            out.document(record.metadata());
            out.close();
        }
        out.close();
    }

    private void header(OaiHeader header) throws XMLStreamException {
        out.open("header");
        if (header.deleted()) {
            out.attribute("status", "deleted");
        }
        out.leaf("identifier", header.identifier());
        out.leaf("datestamp", header.datestamp());
        for (String set : header.setSpecs()) {
            out.leaf("setSpec", set);
        }
        out.close();
    }

    private void resumption(Optional<OaiContent.Resumption> resumption) throws XMLStreamException {
        if (resumption.isPresent()) {
            out.open("resumptionToken");
            out.attribute("completeListSize", Integer.toString(resumption.get().completeListSize()));
            out.attribute("cursor", Integer.toString(resumption.get().cursor()));
            out.text(resumption.get().token());
            out.close();
        }
    }
}
