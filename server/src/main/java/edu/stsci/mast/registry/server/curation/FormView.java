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
import java.util.List;

/**
 * What the page of a draft as a form shows.
 *
 * @param draft the draft
 * @param form its text as a form
 * @param text the text
 * @param findings what is wrong in it
 * @param editable whether who looks may change it
 * @param losing the type that was asked for at a place, when it would drop something; null otherwise
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
        String problem,
        String told) {
    /** Tables with more rows are edited as text: a page with thousands of fields serves nobody. */
    private static final int MOST_ROWS = 40;

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

    /** Whether the value may have lines. */
    public static boolean lines(Field field) {
        return field.input().kind() == ValueType.Kind.TEXT && !field.path().isAttribute()
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

    /** Whether an item has something in it, so that it is not folded. */
    public static boolean filled(Item item) {
        if (item instanceof Field field) {
            return !field.value().isEmpty()
                    || field.required()
                    || !field.findings().isEmpty();
        }
        if (item instanceof Group group) {
            return group.present() || group.required();
        }
        if (item instanceof Repeated repeated) {
            return !repeated.occurrences().isEmpty();
        }
        return !((Grid) item).rows().isEmpty();
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
