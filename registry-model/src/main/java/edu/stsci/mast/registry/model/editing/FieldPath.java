package edu.stsci.mast.registry.model.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The place of an element or attribute in a record, as {@code curation/creator[2]/name} or {@code capability/@standardID}. The root element
 * is the empty path. The first of several elements may go without its number; {@code [*]} means all of them together.
 *
 * @param steps the way from the root element's children to the element
 * @param attribute the attribute's name; empty when the path is an element's
 */
public record FieldPath(List<Step> steps, String attribute) {
    /** The path of the root element. */
    public static final FieldPath ROOT = new FieldPath(List.of(), "");

    /** The attribute by which an element names its type. */
    public static final String TYPE = "xsi:type";

    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
    private static final Pattern STEP = Pattern.compile("(" + NAME + ")(?:\\[([1-9][0-9]{0,5}|\\*)\\])?");
    private static final Pattern ATTRIBUTE = Pattern.compile("@((?:" + NAME + ":)?" + NAME + ")");

    /** Copies the steps. */
    public FieldPath {
        steps = List.copyOf(steps);
    }

    /**
     * A step to a child.
     *
     * @param index its number among the children of this name, from 1; {@link #ALL} for all of them
     */
    public record Step(String name, int index) {
        /** Stands for all children of the name. */
        public static final int ALL = 0;

        @Override
        public String toString() {
            return index == 1 ? name : name + "[" + (index == ALL ? "*" : index) + "]";
        }
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static FieldPath of(String text) {
        List<Step> steps = new ArrayList<>();
        String attribute = "";
        for (String part : text.isEmpty() ? new String[0] : text.split("/", -1)) {
            Matcher step = STEP.matcher(part);
            Matcher last = ATTRIBUTE.matcher(part);
            if (attribute.isEmpty() && step.matches()) {
                String index = step.group(2);
                int number = index == null ? 1 : index.equals("*") ? Step.ALL : Integer.parseInt(index);
                steps.add(new Step(step.group(1), number));
            } else if (attribute.isEmpty() && last.matches()) {
                attribute = last.group(1);
            } else {
                throw new IllegalArgumentException("'" + text + "' is not a place in a record.");
            }
        }
        return new FieldPath(steps, attribute);
    }

    /** Whether it is an attribute's. */
    public boolean isAttribute() {
        return !attribute.isEmpty();
    }

    /** The path of a child of this element; {@code index} counts from 1. */
    public FieldPath child(String name, int index) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(name, index));
        return new FieldPath(longer, "");
    }

    /** The path of an attribute of this element. */
    public FieldPath attribute(String name) {
        return new FieldPath(steps, name);
    }

    /** The element itself when the path is an attribute's, else the element around; the root's own path for the root. */
    public FieldPath parent() {
        return isAttribute() || steps.isEmpty()
                ? new FieldPath(steps, "")
                : new FieldPath(steps.subList(0, steps.size() - 1), "");
    }

    /** The last step to the element. */
    Step last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether this element is the other, or around it. */
    boolean contains(FieldPath other) {
        return steps.size() <= other.steps.size()
                && steps.equals(other.steps.subList(0, steps.size()))
                && (!isAttribute() || equals(other));
    }

    @Override
    public String toString() {
        String elements = steps.stream().map(Step::toString).collect(Collectors.joining("/"));
        if (!isAttribute()) {
            return elements;
        }
        return elements.isEmpty() ? "@" + attribute : elements + "/@" + attribute;
    }
}
