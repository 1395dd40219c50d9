package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The publishing registry: answers OAI-PMH requests from the master copy. It serves the records whose master we are, and, outside
 * {@code set=ivo_managed} and when the settings say so, those that were harvested from other registries.
 *
 * <p>Thread-safe, and without a state of its own: any node answers any request, resumed lists included.
 */
public final class OaiProvider {
    private final MasterCopy masterCopy;
    private final ChangeFeed feed;
    private final OaiSettings settings;
    private final Clock clock;
    private final OaiSets sets;
    private final RecordLists lists;
    private final Supplier<List<String>> friends;

    /**
     * A publishing registry.
     *
     * @param masterCopy where records are looked up
     * @param feed where lists are read, of the same database
     * @param tokenSecret what resumption tokens are signed with; the same on all nodes, and kept, since tokens do not expire
     * @param settings what the registry says of itself
     * @param friends the base URLs of other repositories to tell harvesters of, asked for at each {@code Identify}; may give none
     */
    public OaiProvider(
            MasterCopy masterCopy,
            ChangeFeed feed,
            byte[] tokenSecret,
            OaiSettings settings,
            Supplier<List<String>> friends) {
        this(masterCopy, feed, tokenSecret, settings, friends, Clock.systemUTC());
    }

    OaiProvider(
            MasterCopy masterCopy,
            ChangeFeed feed,
            byte[] tokenSecret,
            OaiSettings settings,
            Supplier<List<String>> friends,
            Clock clock) {
        this.masterCopy = masterCopy;
        this.feed = feed;
        this.settings = settings;
        this.friends = friends;
        this.clock = clock;
        this.sets = new OaiSets(feed, masterCopy.managedAuthorities());
        this.lists = new RecordLists(feed, sets, new TokenSeal(tokenSecret), settings);
    }

    /** Which records are served at all. */
    private ChangeFeed.Scope served() {
        return settings.harvestedRecords() ? ChangeFeed.Scope.ALL : ChangeFeed.Scope.MANAGED;
    }

    /**
     * Whether a request asks for a list of records or headers, whose answer is large; tells without looking any further.
     *
     * @param arguments as for {@link #respond}
     */
    public static boolean isList(Map<String, List<String>> arguments) {
        return arguments.getOrDefault("verb", List.of()).stream()
                .anyMatch(verb -> verb.equals(Verb.LIST_RECORDS.text()) || verb.equals(Verb.LIST_IDENTIFIERS.text()));
    }

    /**
     * Answers a request, also one that is in error.
     *
     * @param arguments the decoded arguments of the query or the form, {@code verb} among them, each with all values that were given
     * @throws DatabaseException when the database fails; nothing is the matter with the request then
     */
    public OaiResponse respond(Map<String, List<String>> arguments) {
        OaiRequest request;
        try {
            request = OaiRequest.read(arguments);
        } catch (OaiProblem e) {
            return refusal(Optional.empty(), e);
        }
        try {
            return answer(request);
        } catch (OaiProblem e) {
            return refusal(Optional.of(request), e);
        }
    }

    private OaiResponse answer(OaiRequest request) throws OaiProblem {
        return switch (request.verb()) {
            case IDENTIFY -> identify(request);
            case LIST_METADATA_FORMATS -> listMetadataFormats(request);
            case LIST_SETS -> listSets(request);
            case GET_RECORD -> getRecord(request);
            case LIST_IDENTIFIERS, LIST_RECORDS -> list(request);
        };
    }

    private OaiResponse refusal(Optional<OaiRequest> request, OaiProblem problem) {
        Instant date = problem.responseDate().orElseGet(this::now);
        return OaiResponse.failure(settings.baseUrl().toString(), request, date, problem.errors());
    }

    private OaiResponse success(OaiRequest request, Instant responseDate, OaiContent content) {
        return OaiResponse.success(settings.baseUrl().toString(), request, responseDate, content);
    }

    /** Section 4.2, with the registry's own record as Registry Interfaces 1.1, sections 2.4 and 2.5, require. */
    private OaiResponse identify(OaiRequest request) {
        Instant earliest =
                feed.earliestDatestamp(served()).orElseGet(() -> feed.now().datestamp());
        byte[] ownRecord = masterCopy
                .find(settings.registry())
                .filter(r -> r.managed() && r.status() != RecordStatus.DELETED)
                .map(StoredRecord::document)
                .orElse(null);
        return success(request, now(), new OaiContent.Identification(settings, earliest, ownRecord, friends.get()));
    }

    /** Section 4.4. */
    private OaiResponse listMetadataFormats(OaiRequest request) throws OaiProblem {
        Stream<MetadataFormat> formats = Arrays.stream(MetadataFormat.values());
        Optional<String> identifier = request.value(Argument.IDENTIFIER);
        if (identifier.isPresent()) {
            StoredRecord record = find(identifier.get());
            formats = formats.filter(format -> format.appliesTo(record));
        }
        return success(request, now(), new OaiContent.Formats(formats.toList()));
    }

    /** Section 4.6. The sets fit into one response, so no resumption token for them is ours. */
    private OaiResponse listSets(OaiRequest request) throws OaiProblem {
        if (request.value(Argument.RESUMPTION_TOKEN).isPresent()) {
            throw new OaiProblem(
                    OaiErrorCode.BAD_RESUMPTION_TOKEN,
                    "This registry lists all its sets in one response and has issued no resumption token for them;"
                            + " leave it out.");
        }
        return success(request, now(), new OaiContent.Sets(sets.among(served())));
    }

    /** Section 4.1. */
    private OaiResponse getRecord(OaiRequest request) throws OaiProblem {
        List<OaiError> errors = new ArrayList<>();
        Optional<MetadataFormat> format = attempt(() -> format(request), errors);
        Optional<StoredRecord> record =
                attempt(() -> find(request.value(Argument.IDENTIFIER).orElseThrow()), errors);
        if (!errors.isEmpty()) {
            throw new OaiProblem(errors);
        }
        if (!format.orElseThrow().appliesTo(record.orElseThrow())) {
            throw new OaiProblem(
                    OaiErrorCode.CANNOT_DISSEMINATE_FORMAT,
                    "The record " + record.get().ivoid() + " is not available as "
                            + format.get().prefix()
                            + "; ListMetadataFormats with its identifier tells the formats it has.");
        }
        return success(request, now(), new OaiContent.SingleRecord(lists.record(record.get(), format.get())));
    }

    /** Sections 4.3 and 4.5. */
    private OaiResponse list(OaiRequest request) throws OaiProblem {
        Optional<String> token = request.value(Argument.RESUMPTION_TOKEN);
        ListPage page = token.isPresent() ? lists.resume(request.verb(), token.get()) : begin(request);
        return success(request, page.responseDate(), page.content());
    }

    private ListPage begin(OaiRequest request) throws OaiProblem {
        List<OaiError> errors = new ArrayList<>();
        Optional<MetadataFormat> format = attempt(() -> format(request), errors);
        Optional<Optional<OaiSet>> set = attempt(() -> set(request), errors);
        if (!errors.isEmpty()) {
            throw new OaiProblem(errors);
        }
        return lists.begin(request, format.orElseThrow(), set.orElseThrow());
    }

    private static MetadataFormat format(OaiRequest request) throws OaiProblem {
        String prefix = request.value(Argument.METADATA_PREFIX).orElseThrow();
        return MetadataFormat.of(prefix)
                .orElseThrow(() -> new OaiProblem(
                        OaiErrorCode.CANNOT_DISSEMINATE_FORMAT,
                        "There are no records in the format " + Quoted.of(prefix) + " here; this registry offers "
                                + MetadataFormat.offered() + "."));
    }

    private Optional<OaiSet> set(OaiRequest request) throws OaiProblem {
        Optional<String> spec = request.value(Argument.SET);
        Optional<OaiSet> set = spec.flatMap(s -> sets.find(s, served()));
        if (spec.isPresent() && set.isEmpty()) {
            throw new OaiProblem(
                    OaiErrorCode.NO_RECORDS_MATCH,
                    "There is no set " + Quoted.of(spec.get()) + " here; ListSets tells which there are.");
        }
        return set;
    }

    /** The record that we serve under an identifier, whatever the case of its letters (IVOA Identifiers 2.0, section 2.1). */
    private StoredRecord find(String identifier) throws OaiProblem {
        Ivoid ivoid;
        try {
            ivoid = Ivoid.of(identifier);
        } catch (IllegalArgumentException e) {
            throw new OaiProblem(
                    OaiErrorCode.ID_DOES_NOT_EXIST, e.getMessage() + ". Identifiers of this registry are IVOIDs.");
        }
        Optional<StoredRecord> record = masterCopy.find(ivoid);
        if (record.isEmpty()) {
            throw new OaiProblem(
                    OaiErrorCode.ID_DOES_NOT_EXIST,
                    "There is no record " + Quoted.of(identifier) + " here; ListIdentifiers tells which there are.");
        }
        if (!record.get().managed() && !settings.harvestedRecords()) {
            throw new OaiProblem(
                    OaiErrorCode.ID_DOES_NOT_EXIST,
                    "The record " + Quoted.of(identifier) + " is published by another registry"
                            + record.get()
                                    .homeRegistry()
                                    .map(home -> ", " + home)
                                    .orElse("") + "; ask for it there.");
        }
        return record.get();
    }

    /** One of several checks whose errors are to be given together (section 3.6). */
    private static <T> Optional<T> attempt(Check<T> check, List<OaiError> errors) {
        try {
            return Optional.of(check.run());
        } catch (OaiProblem e) {
            errors.addAll(e.errors());
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Check<T> {
        T run() throws OaiProblem;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
