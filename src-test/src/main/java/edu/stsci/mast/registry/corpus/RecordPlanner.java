package edu.stsci.mast.registry.corpus;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what record lies at an index, from the seed and the index alone.
 *
 * <p>The first thousand records hold the landmarks that others refer to: the home registry, and for each authority its
 * own record, its organisation and its TAP service. They are never deleted or flawed.
 */
final class RecordPlanner {
    /** The IVOID of the registry that publishes the whole corpus. */
    static final String HOME_REGISTRY = Authority.vizier().ivoid() + "/registry";

    private static final Instant FIRST_DATESTAMP = Instant.parse("2017-01-02T03:04:05Z");
    private static final int LANDMARK_STRIDE = 25;
    private static final int LANDMARKS_END = LANDMARK_STRIDE * Authority.all().size();
    private static final int BATCH = 64;

    private static final double DELETED = 0.02;
    private static final double INACTIVE = 0.01;
    private static final double SCHEMA_FLAWS = 0.0103;
    private static final double VOCABULARY_FLAWS = 0.003;

    private final long seed;
    private final CorpusProfile profile;

    RecordPlanner(long seed, CorpusProfile profile) {
        this.seed = seed;
        this.profile = profile;
    }

    RecordPlan plan(int index) {
        Dice dice = Dice.of(seed, index, "plan");
        Optional<Landmark> landmark = landmark(index);
        RecordKind kind = landmark.map(Landmark::kind).orElseGet(() -> kind(index, dice));
        Authority authority = landmark.map(Landmark::authority).orElseGet(() -> authority(kind, dice));
        Optional<Publication> publication = kind.family() == RecordKind.Family.CATALOGUE
                ? Optional.of(Publication.of(index, dice))
                : Optional.empty();
        String ivoid = landmark.map(Landmark::ivoid).orElseGet(() -> ivoid(index, kind, authority, publication, dice));
        Instant datestamp = datestamp(index, dice);
        Instant updated = datestamp.minusSeconds(dice.below(86_400 * 30));
        Instant created = updated.minusSeconds(dice.below(86_400 * 3_000));
        RecordPlan.Fate fate = landmark.isPresent() ? RecordPlan.Fate.ACTIVE : fate(dice);
        Optional<Flaw> flaw =
                landmark.isPresent() || fate == RecordPlan.Fate.DELETED ? Optional.empty() : flaw(kind, dice);
        return new RecordPlan(index, kind, authority, ivoid, publication, datestamp, created, updated, fate, flaw);
    }

    private record Landmark(RecordKind kind, Authority authority, String ivoid) {}

    private static Optional<Landmark> landmark(int index) {
        if (index == 0) {
            return Optional.of(new Landmark(RecordKind.REGISTRY, Authority.vizier(), HOME_REGISTRY));
        }
        if (index >= LANDMARKS_END) {
            return Optional.empty();
        }
        Authority authority = Authority.all().get(index / LANDMARK_STRIDE);
        return Optional.ofNullable(
                switch (index % LANDMARK_STRIDE) {
                    case 1 -> new Landmark(RecordKind.AUTHORITY, authority, authority.ivoid());
                    case 9 -> new Landmark(RecordKind.ORGANISATION, authority, authority.organisation());
                    case 17 -> new Landmark(RecordKind.TABLE_ACCESS, authority, authority.tapService());
                    default -> null;
                });
    }

    private static RecordKind kind(int index, Dice dice) {
        RecordKind kind = RecordKind.draw(dice);
        // the landmarks are infrastructure enough for the first thousand records
        boolean enough = index < LANDMARKS_END && kind.family() == RecordKind.Family.INFRASTRUCTURE;
        return enough ? RecordKind.CATALOG_RESOURCE : kind;
    }

    private static Authority authority(RecordKind kind, Dice dice) {
        boolean vizier =
                switch (kind) {
                    case CATALOG_RESOURCE -> dice.chance(0.99);
                    case CATALOG_SERVICE -> dice.chance(0.92);
                    default -> false;
                };
        return vizier ? Authority.vizier() : Authority.dataCentre(dice);
    }

    private static String ivoid(
            int index, RecordKind kind, Authority authority, Optional<Publication> publication, Dice dice) {
        String path = publication
                .map(Publication::path)
                .orElseGet(() -> slug(Vocabulary.standard().text("missions", dice)) + "/" + code(kind) + index);
        return authority.ivoid() + "/" + path;
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static String code(RecordKind kind) {
        return switch (kind) {
            case CONE_SEARCH -> "q/scs";
            case IMAGE_SERVICE, IMAGE_SERVICE_2 -> "q/sia";
            case SPECTRUM_SERVICE -> "q/ssa";
            case LINE_SERVICE -> "q/slap";
            case TABLE_ACCESS -> "tap";
            case DATALINK_SERVICE -> "dl";
            case WEB_SERVICE -> "web";
            case ORGANISATION -> "org";
            case STANDARD, STANDARD_KEYS -> "std";
            case DOCUMENT -> "doc";
            default -> "r";
        };
    }

    /** Datestamps ascend; one batch of 64 in eight has the same for all, as when a registry regenerates its records. */
    private Instant datestamp(int index, Dice dice) {
        long slot = profile.secondsBetweenRecords();
        int batch = index / BATCH;
        long offset = batch % 8 == 3 ? batch * BATCH * slot : index * slot + dice.below((int) slot);
        return FIRST_DATESTAMP.plusSeconds(offset);
    }

    private static RecordPlan.Fate fate(Dice dice) {
        double draw = dice.uniform();
        return draw < DELETED
                ? RecordPlan.Fate.DELETED
                : draw < DELETED + INACTIVE ? RecordPlan.Fate.INACTIVE : RecordPlan.Fate.ACTIVE;
    }

    private static Optional<Flaw> flaw(RecordKind kind, Dice dice) {
        double draw = dice.uniform();
        if (draw < SCHEMA_FLAWS) {
            return Optional.of(Flaw.drawSchemaFlaw(kind, dice));
        }
        boolean hasRights = kind.family() != RecordKind.Family.INFRASTRUCTURE && kind != RecordKind.DATA_COLLECTION;
        return hasRights && draw < SCHEMA_FLAWS + VOCABULARY_FLAWS
                ? Optional.of(Flaw.drawVocabularyFlaw(dice))
                : Optional.empty();
    }
}
