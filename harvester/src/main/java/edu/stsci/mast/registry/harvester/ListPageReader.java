package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * Reads the pages of one list, and hands their records over for storing: those of large pages in parts, so that servers that give
 * everything at once do not fill the memory; the last ones with the page. For one thread.
 */
final class ListPageReader {
    private static final int MOST_RECORDS = 1000;
    private static final long MOST_BYTES = 16L << 20;

    private final DocumentNormaliser normaliser;
    private final ListProgress list;
    private final Consumer<HarvestProblem> problems;
    private final Consumer<List<Delivery>> storing;
    /** What was stored of the page that is read now, when it broke and is asked for again. */
    private final Map<Ivoid, byte[]> handedOver = new HashMap<>();

    /**
     * A reader of a list.
     *
     * @param list is told of each record
     * @param problems gets a line for what is wrong with a page
     * @param storing stores a part of a page
     */
    ListPageReader(
            DocumentNormaliser normaliser,
            ListProgress list,
            Consumer<HarvestProblem> problems,
            Consumer<List<Delivery>> storing) {
        this.normaliser = normaliser;
        this.list = list;
        this.problems = problems;
        this.storing = storing;
    }

    /** The next page that is read is another one, not the same once more. */
    void nextPage() {
        handedOver.clear();
    }

    /** Reads a page as the server meant it. */
    ListPage read(OaiResponseReader response) throws XMLStreamException, HarvestException {
        Batch batch = new Batch();
        for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) {
            batch.add(next.get());
        }
        boolean none = false;
        for (OaiError error : response.errors()) {
            if (!error.is(OaiError.NO_RECORDS_MATCH)) {
                throw new OaiErrorException(error);
            }
            none = true;
        }
        if (!none && !response.verb().equals("ListRecords")) {
            throw new HarvestException("The server's answer to ListRecords has no list of records");
        }
        response.faultAfterRoot()
                .ifPresent(fault -> problems.accept(new HarvestProblem(
                        "Page " + list.page() + " is followed by something that is not XML (" + XmlFault.of(fault)
                                + "); its records are all there",
                        "")));
        return new ListPage(response.responseDate(), response.resumptionToken(), batch.rest, none, Optional.empty());
    }

    /** Reads what can be read of a page that stays broken when it is asked for again. */
    ListPage rescue(BrokenAnswer broken) throws HarvestException {
        Optional<BrokenPage> found;
        try {
            found = BrokenPage.of(broken.answer(), normaliser);
        } catch (IOException e) {
            throw new HarvestException(
                    "The answer of " + broken.request() + " cannot be read back: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw broken.failure();
        }
        Batch batch = new Batch();
        BrokenPage page = found.get();
        page.read(batch::add);
        Optional<HarvestException> brokenOff = Optional.empty();
        if (page.whole()) {
            problems.accept(new HarvestProblem(
                    "Page " + list.page() + " is not well-formed XML (" + broken.fault()
                            + "); its records were read one by one",
                    broken.excerpt()));
        } else {
            HarvestException failure = broken.failure();
            brokenOff = Optional.of(new HarvestException(
                    failure.getMessage() + "; " + batch.count + " records before that place were taken",
                    failure.excerpt(),
                    null));
        }
        return new ListPage(page.responseDate(), page.token(), batch.rest, false, brokenOff);
    }

    /** The records of one page as they come. */
    private final class Batch {
        private List<Delivery> rest = new ArrayList<>();
        private long bytes;
        private int count;

        Batch() {
            list.beginPage();
        }

        void add(Delivery delivery) {
            count++;
            list.add(delivery);
            if (wasHandedOver(delivery)) {
                return;
            }
            noteHeader(delivery);
            rest.add(delivery);
            bytes += bytes(delivery);
            if (rest.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
                rest.forEach(ListPageReader.this::markHandedOver);
                storing.accept(rest);
                rest = new ArrayList<>();
                bytes = 0;
            }
        }
    }

    /** Whether a part of the page with this record was stored when the page was asked for before and broke later. */
    private boolean wasHandedOver(Delivery delivery) {
        return delivery instanceof Delivery.Resource resource
                && Arrays.equals(
                        handedOver.get(resource.document().ivoid()),
                        resource.document().sha256());
    }

    private void markHandedOver(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            handedOver.put(resource.document().ivoid(), resource.document().sha256());
        }
    }

    private static long bytes(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource) {
            return resource.document().xml().length;
        }
        return delivery instanceof Delivery.Unusable unusable ? unusable.xml().length : 0;
    }

    private void noteHeader(Delivery delivery) {
        if (delivery instanceof Delivery.Resource resource && resource.header().isPresent()) {
            OaiHeader header = resource.header().get();
            Ivoid ivoid = resource.document().ivoid();
            // OAI identifiers are IVOIDs (Registry Interfaces 1.1, section 2.1); a deletion will be announced under the
            // header's.
            if (!header.identifier().equalsIgnoreCase(ivoid.toString())) {
                problems.accept(
                        new HarvestProblem(ivoid + ": the server announces it as '" + header.identifier() + "'", ""));
            }
            list.dated(header);
        }
    }
}
