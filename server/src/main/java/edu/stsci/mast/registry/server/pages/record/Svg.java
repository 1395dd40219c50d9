package edu.stsci.mast.registry.server.pages.record;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Locale;

/** Writes a drawing as inline SVG. Colours and sizes of letters are the style sheet's part, by classes; all text is escaped. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a drawing.
     *
     * @param id a name, unique on the page, by which its title and description are found
     * @param kind its class
     * @param title what it shows, in a few words
     * @param description what one sees on it
     */
    Svg(String id, String kind, int width, int height, String title, String description) {
        text.append("<svg class=\"")
                .append(kind)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-title ")
                .append(id)
                .append("-desc\" xmlns=\"http://www.w3.org/2000/svg\">");
        element("title id=\"" + id + "-title\"", title);
        element("desc id=\"" + id + "-desc\"", description);
    }

    /** A path. */
    Svg path(String kind, CharSequence data) {
        text.append("<path class=\"")
                .append(kind)
                .append("\" d=\"")
                .append(data)
                .append("\"/>");
        return this;
    }

    /** An ellipse. */
    Svg ellipse(String kind, double x, double y, double width, double height) {
        text.append("<ellipse class=\"").append(kind).append('"');
        attribute("cx", x);
        attribute("cy", y);
        attribute("rx", width / 2);
        attribute("ry", height / 2);
        text.append("/>");
        return this;
    }

    /** A rectangle; its title, which may be empty, is shown to who points at it. */
    Svg rectangle(String kind, double x, double y, double width, double height, String title) {
        text.append("<rect class=\"").append(kind).append('"');
        attribute("x", x);
        attribute("y", y);
        attribute("width", width);
        attribute("height", height);
        if (title.isEmpty()) {
            text.append("/>");
        } else {
            text.append('>');
            element("title", title);
            text.append("</rect>");
        }
        return this;
    }

    /** A line. */
    Svg line(String kind, double x1, double y1, double x2, double y2) {
        return path(kind, "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2));
    }

    /** Words. */
    Svg words(String kind, double x, double y, String words) {
        text.append("<text class=\"").append(kind).append('"');
        attribute("x", x);
        attribute("y", y);
        text.append('>');
        escaped(words);
        text.append("</text>");
        return this;
    }

    private void attribute(String name, double value) {
        text.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private void element(String start, String content) {
        text.append('<').append(start).append('>');
        escaped(content);
        text.append("</").append(start.split(" ")[0]).append('>');
    }

    private void escaped(String words) {
        text.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /** A number with no more digits than show. */
    static String number(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    /** The drawing's markup. */
    String finished() {
        return text + "</svg>";
    }

    /** A drawing as a template takes it. */
    record Drawing(String markup) implements Content {
        @Override
        public void writeTo(TemplateOutput output) {
            output.writeContent(markup);
        }
    }
}
