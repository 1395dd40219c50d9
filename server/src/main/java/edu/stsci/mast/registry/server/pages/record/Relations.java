package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.server.pages.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a resource belongs together with others: by its own word, and by theirs.
 *
 * @param groups the relations, those that the record itself tells first
 * @param complete whether what other records say is among them
 * @param more whether more other records point here than are told
 */
public record Relations(List<Group> groups, boolean complete, boolean more) {
    /** Resources that stand in the same relation to this one; {@code term} is the vocabulary's, {@code words} is a heading. */
    public record Group(String term, String words, List<Related> resources) {}

    /**
     * A related resource.
     *
     * @param name its title where it is known here, else what the record calls it
     * @param ivoid empty when the record gives none
     * @param here whether this registry has its record
     */
    public record Related(String name, String ivoid, boolean here) {
        /** The address of its page; empty when there is none. */
        public Optional<String> page() {
            return here ? Ivoid.parse(ivoid).map(id -> "/resource/" + id.withoutScheme()) : Optional.empty();
        }
    }

    /** A record that points to another; {@code term} says how. */
    public record Pointer(String ivoid, String title, String term) {}

    /** Finds the records that point to one. */
    @FunctionalInterface
    public interface Pointers {
        /** How many are told at most. */
        int MOST = 200;

        /** At most one more than {@value #MOST}; empty when they can't be told. */
        Optional<List<Pointer>> to(Ivoid ivoid);
    }

    static Relations of(Element root, Ivoid ivoid, MasterCopy masterCopy, Pointers pointers) {
        List<Element> told = root.all("content/relationship");
        List<Ivoid> known = told.stream()
                .flatMap(relationship -> relationship.all("relatedResource").stream())
                .flatMap(related -> Ivoid.parse(related.attribute("ivo-id")).stream())
                .distinct()
                .toList();
        Map<Ivoid, String> titles = known.isEmpty() ? Map.of() : masterCopy.titles(known);
        Map<String, Map<String, Related>> groups = new LinkedHashMap<>();
        for (Element relationship : told) {
            String term = PlainWords.relation(relationship.text("relationshipType"));
            for (Element related : relationship.all("relatedResource")) {
                add(groups, term, related(related, titles));
            }
        }
        Optional<List<Pointer>> back = pointers.to(ivoid);
        back.orElse(List.of()).stream().limit(Pointers.MOST).forEach(pointer -> {
            String name = pointer.title().isEmpty() ? pointer.ivoid() : pointer.title();
            add(groups, PlainWords.opposite(pointer.term()), new Related(name, pointer.ivoid(), true));
        });
        List<Group> all = new ArrayList<>();
        groups.forEach((term, resources) ->
                all.add(new Group(term, PlainWords.relationWords(term), List.copyOf(resources.values()))));
        return new Relations(
                all, back.isPresent(), back.isPresent() && back.get().size() > Pointers.MOST);
    }

    private static Related related(Element related, Map<Ivoid, String> titles) {
        String text = related.attribute("ivo-id");
        Optional<String> title = Ivoid.parse(text).map(titles::get);
        String said = related.text();
        String name = title.filter(t -> !t.isEmpty()).orElse(said.isEmpty() ? text : said);
        return new Related(name, text, title.isPresent());
    }

    /** The same resource is told once in a group. */
    private static void add(Map<String, Map<String, Related>> groups, String term, Related related) {
        String key = (related.ivoid().isEmpty() ? related.name() : related.ivoid()).toLowerCase(Locale.ROOT);
        groups.computeIfAbsent(term, t -> new LinkedHashMap<>()).putIfAbsent(key, related);
    }
}
