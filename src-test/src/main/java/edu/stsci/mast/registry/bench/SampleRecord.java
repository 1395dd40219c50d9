package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What queries are made of: the words of a record. None of the lists is empty.
 *
 * @param titleWords the words of the title, in order
 * @param creators surnames
 */
record SampleRecord(
        String ivoid,
        String type,
        String title,
        List<String> titleWords,
        List<String> subjects,
        List<String> creators) {
    private static final Pattern SUBJECT = Pattern.compile("<subject>([^<]+)</subject>");
    private static final Pattern CREATOR = Pattern.compile("<creator[^>]*>\\s*<name[^>]*>([^<]+)</name>");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int PLACES = 40;
    private static final int EACH = 100;

    /** Some thousand records from everywhere in the feed. */
    static List<SampleRecord> of(ChangeFeed feed) {
        List<SampleRecord> records = new ArrayList<>();
        long head = feed.head();
        for (int place = 0; place < PLACES; place++) {
            feed.read(
                    new ChangeFeed.Range(ChangeFeed.Scope.ALL, head * place / PLACES, head), EACH, record -> of(record)
                            .ifPresent(records::add));
        }
        return records;
    }

    private static Optional<SampleRecord> of(StoredRecord record) {
        if (record.status() != RecordStatus.ACTIVE || record.document() == null) {
            return Optional.empty();
        }
        String document = new String(record.document(), StandardCharsets.UTF_8);
        SampleRecord sample = new SampleRecord(
                record.ivoid().toString(),
                record.resourceType(),
                record.title(),
                words(record.title()).toList(),
                all(SUBJECT, document),
                all(CREATOR, document).stream()
                        .flatMap(name -> words(name.replaceFirst(",.*", "")))
                        .toList());
        boolean complete = !sample.titleWords.isEmpty() && !sample.subjects.isEmpty() && !sample.creators.isEmpty();
        return Optional.of(sample).filter(s -> complete);
    }

    private static List<String> all(Pattern pattern, String document) {
        return pattern.matcher(document)
                .results()
                .map(result -> result.group(1).replace("&amp;", "&").strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(NO_WORD.split(text)).filter(word -> word.length() > 2);
    }

    /** The words by which somebody may look for it: of the title, the subjects and the creators. */
    List<String> words() {
        return Stream.of(titleWords.stream(), subjects.stream().flatMap(SampleRecord::words), creators.stream())
                .flatMap(words -> words)
                .toList();
    }
}
