package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.editing.FieldPath;
import edu.stsci.mast.registry.model.editing.Option;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.editing.RecordForm;
import edu.stsci.mast.registry.model.editing.RecordForm.Field;
import edu.stsci.mast.registry.model.editing.RecordForm.Grid;
import edu.stsci.mast.registry.model.editing.RecordForm.Group;
import edu.stsci.mast.registry.model.editing.RecordForm.Item;
import edu.stsci.mast.registry.model.editing.RecordForm.Repeated;
import edu.stsci.mast.registry.schemas.form.ValueType;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the page of a draft as a form shows.
 *
 * @param draft the draft
 * @param form its text as a form
 * @param text the text
 * @param findings what is wrong in it
 * @param editable whether who looks may change it
 * @param losing the type that was asked for at a place, when it would drop something; null otherwise
 * @param at the place where something was done last, which is not folded; empty for none
 * @param subjects what is suggested before anything is typed as a subject
 * @param problem why the last thing could not be done; empty when nothing was wrong
 * @param told what was done; empty for nothing
 */
public record FormView(
        Draft draft,
        RecordForm form,
        String text,
        List<Finding> findings,
        boolean editable,
        Losing losing,
        String at,
        List<Option> subjects,
        String problem,
        String told) {
    /** Tables with more rows are edited as text: a page with thousands of fields serves nobody. */
    private static final int MOST_ROWS = 40;

    private static final int LONGEST_GIST = 60;
    private static final int FEW = 3;

    /**
     * A change of type that would drop something.
     *
     * @param path where
     * @param type the type
     * @param losses what it would drop
     */
    public record Losing(String path, String type, List<RecordEditor.Loss> losses) {}

    /** The identifier of a field in the page. */
    public static String id(FieldPath path) {
        return "at-" + path.toString().replace("[*]", "-all").replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** The fields' identifiers that describe a field. */
    public static String describedBy(Field field) {
        String help = field.help().isEmpty() ? "" : id(field.path()) + "-help";
        String wrong = field.findings().isEmpty() ? "" : id(field.path()) + "-wrong";
        return (help + " " + wrong).strip();
    }

    /** Whether the value is picked from a list. */
    public static boolean picked(Field field) {
        return field.input().closed() || field.input().kind() == ValueType.Kind.BOOLEAN;
    }

    /** What can be picked. */
    public static List<Option> options(Field field) {
        return field.input().kind() == ValueType.Kind.BOOLEAN
                ? List.of(new Option("true", "yes", "", ""), new Option("false", "no", "", ""))
                : field.input().options();
    }

    /** Whether the value is none of the options. */
    public static boolean isOther(Field field) {
        return !field.value().isEmpty()
                && options(field).stream().noneMatch(option -> option.value().equals(field.value()));
    }

    /** Whether values are suggested while somebody types. */
    public static boolean isSuggested(Field field) {
        return field.input().options().isEmpty()
                && IndexSuggestions.KNOWN.contains(field.input().suggestions());
    }

    /** Whether the value may have lines. */
    public static boolean lines(Field field) {
        return field.input().kind() == ValueType.Kind.TEXT && !field.path().isAttribute() && !isSuggested(field)
                || field.value().length() > 120;
    }

    /** The keyboard that suits the value, for devices that have several. */
    public static String keyboard(Field field) {
        return switch (field.input().kind()) {
            case INTEGER -> "numeric";
            case DECIMAL -> "decimal";
            case URI, IVOID -> "url";
            default -> "text";
        };
    }

    /** An option as a list shows it. */
    public static String words(Option option) {
        String value = option.label().equals(option.value()) || option.label().isEmpty()
                ? option.value()
                : option.label() + " (" + option.value() + ")";
        return option.deprecated() ? value + ", now " + option.replacedBy() : value;
    }

    /** The first paragraph of an explanation; the page folds the rest. */
    public static String first(String help) {
        int end = help.indexOf('\n');
        return end < 0 ? help : help.substring(0, end);
    }

    /** Whether a grid is shown with a field for each cell. */
    public static boolean asCells(Grid grid) {
        return !grid.rows().isEmpty() && grid.rows().size() <= MOST_ROWS;
    }

    /**
     * Whether a group is unfolded: the schema wants it, something is wrong in it, or something was done there last.
     *
     * @param at the place of that; empty for none
     */
    public static boolean open(Item item, String at) {
        return isRequired(item) || isAt(item.path(), at) || problems(item) > 0;
    }

    private static boolean isRequired(Item item) {
        return item instanceof Group group && group.required()
                || item instanceof Repeated repeated && repeated.required();
    }

    private static boolean isAt(FieldPath path, String at) {
        String place = path.toString().replace("[*]", "");
        return !at.isEmpty()
                && at.startsWith(place)
                && !at.substring(place.length()).matches("[A-Za-z_].*");
    }

    /** How many errors and warnings there are in an item. */
    public static long problems(Item item) {
        if (item instanceof Field field) {
            return graver(field.findings());
        } else if (item instanceof Group group) {
            return graver(group.findings())
                    + group.items().stream().mapToLong(FormView::problems).sum();
        } else if (item instanceof Repeated repeated) {
            return repeated.occurrences().stream().mapToLong(FormView::problems).sum();
        }
        return ((Grid) item)
                .rows().stream()
                        .mapToLong(row -> graver(row.findings())
                                + row.fields().stream()
                                        .mapToLong(FormView::problems)
                                        .sum())
                        .sum();
    }

    private static long graver(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Finding.Severity.HINT)
                .count();
    }

    /** What is in a group, in a few words, for when it is folded; empty when there is nothing. */
    public static String gist(Item item) {
        if (item instanceof Field field) {
            String text = field.value().strip().replaceAll("\\s+", " ");
            return text.codePointCount(0, text.length()) <= LONGEST_GIST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_GIST)) + "…";
        } else if (item instanceof Group group) {
            return group.items().stream()
                    .filter(within -> !within.path().isAttribute())
                    .map(FormView::gist)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        } else if (item instanceof Repeated repeated) {
            return repeated.occurrences().stream()
                    .map(FormView::gist)
                    .filter(text -> !text.isEmpty())
                    .limit(FEW)
                    .collect(Collectors.joining(", "));
        }
        int rows = ((Grid) item).rows().size();
        return rows == 0 ? "" : Amounts.count(rows, "row");
    }

    /** The parts that the form's table of contents lists: all but single fields. */
    public List<Item> parts() {
        return form.items().stream().filter(item -> !(item instanceof Field)).toList();
    }

    /** Where a part begins in the page. */
    public static String anchor(Item item) {
        return id(item.path()) + (item instanceof Group ? "-group" : "");
    }

    /** The label of one of several, for buttons. */
    public static String numbered(Repeated repeated, int index) {
        return repeated.label() + " " + (index + 1);
    }

    /** What is wrong in a line of the text. */
    public List<Finding> findings(int line) {
        return findings.stream().filter(finding -> finding.line() == line).toList();
    }

    /** The text's lines. */
    public List<String> lines() {
        return text.lines().toList();
    }
}
