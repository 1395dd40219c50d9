package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.FieldPath;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.editing.RecordForm;
import edu.stsci.mast.registry.model.editing.RecordForm.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A change that many records are to have. */
public sealed interface BulkOperation {
    /** What it does, in words for the history of records. */
    String words();

    /** What it changes in a record; empty when there is nothing to change. */
    List<Edit> edits(RecordForm form);

    /**
     * A document with the change made.
     *
     * @throws EditRefusedException when the document cannot be edited, or the change does not fit it
     */
    default byte[] apply(byte[] document) throws EditRefusedException {
        return RecordEditor.apply(document, edits(RecordForm.of(document, List.of())));
    }

    /**
     * Gives contacts another name, address, e-mail address or telephone number.
     *
     * @param whose a part of the name or e-mail address of the contacts that are meant, without regard to case; empty for all contacts
     * @param name the new name; empty to leave it, as with the others
     */
    record Contact(String whose, String name, String address, String email, String telephone) implements BulkOperation {
        /**
         * Takes away the white space around the values.
         *
         * @throws IllegalArgumentException when nothing would change
         */
        public Contact {
            whose = whose.strip();
            name = name.strip();
            address = address.strip();
            email = email.strip();
            telephone = telephone.strip();
            if ((name + address + email + telephone).isEmpty()) {
                throw new IllegalArgumentException(
                        "Say what the contact is to have: a name, an address, an e-mail address.");
            }
        }

        @Override
        public String words() {
            return "contact" + (whose.isEmpty() ? "" : " '" + whose + "'") + " replaced by "
                    + String.join(
                            ", ",
                            List.of(name, address, email, telephone).stream()
                                    .filter(part -> !part.isEmpty())
                                    .toList());
        }

        @Override
        public List<Edit> edits(RecordForm form) {
            List<Edit> edits = new ArrayList<>();
            for (Field field : fields(form, "curation/contact/name")) {
                FieldPath contact = field.path().parent();
                String known = field.value() + "\n"
                        + form.field(contact.child("email", 1).toString())
                                .map(Field::value)
                                .orElse("");
                if (known.toLowerCase(Locale.ROOT).contains(whose.toLowerCase(Locale.ROOT))) {
                    set(edits, contact.child("name", 1), name);
                    set(edits, contact.child("address", 1), address);
                    set(edits, contact.child("email", 1), email);
                    set(edits, contact.child("telephone", 1), telephone);
                }
            }
            return edits;
        }

        private static void set(List<Edit> edits, FieldPath path, String value) {
            if (!value.isEmpty()) {
                edits.add(new Edit.Set(path, value));
            }
        }
    }

    /**
     * Lets addresses at which services and data are had begin with something else.
     *
     * @param from what they begin with
     * @param to what they are to begin with
     */
    record AccessUrl(String from, String to) implements BulkOperation {
        /**
         * Takes away the white space around the values.
         *
         * @throws IllegalArgumentException when nothing would change
         */
        public AccessUrl {
            from = from.strip();
            to = to.strip();
            if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
                throw new IllegalArgumentException(
                        "Say what the access URLs begin with, and what they are to begin with instead.");
            }
        }

        @Override
        public String words() {
            return "access URLs that begin with " + from + " begin with " + to;
        }

        @Override
        public List<Edit> edits(RecordForm form) {
            List<Edit> edits = new ArrayList<>();
            for (Field field : form.fields()) {
                String name = field.path().isAttribute() ? "" : BulkOperation.name(field.path());
                if ((name.equals("accessURL") || name.equals("mirrorURL"))
                        && field.value().startsWith(from)) {
                    edits.add(new Edit.Set(field.path(), to + field.value().substring(from.length())));
                }
            }
            return edits;
        }
    }

    /**
     * Replaces a text wherever it occurs in the elements, or attributes, of one name.
     *
     * @param element their path without numbers, as {@code content/description} or {@code curation/publisher/@ivo-id}
     * @param find the text, as it is written
     * @param replace what is to stand in its place; empty for nothing
     */
    record Text(String element, String find, String replace) implements BulkOperation {
        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException when it is none, or nothing is to be found
         */
        public Text {
            element = unnumbered(FieldPath.of(element.strip()));
            if (element.isEmpty() || find.isEmpty()) {
                throw new IllegalArgumentException("Say in which element, as content/description, and which text.");
            }
            if (element.equals("identifier")) {
                throw new IllegalArgumentException(
                        "The identifier of a published record does not change. Begin a new record, and retire this one.");
            }
        }

        @Override
        public String words() {
            return "'" + find + "' replaced by '" + replace + "' in " + element;
        }

        @Override
        public List<Edit> edits(RecordForm form) {
            List<Edit> edits = new ArrayList<>();
            for (Field field : fields(form, element)) {
                if (field.value().contains(find)) {
                    edits.add(new Edit.Set(field.path(), field.value().replace(find, replace)));
                }
            }
            return edits;
        }
    }

    /**
     * Adds a subject, removes one, or replaces one by another.
     *
     * @param remove the subject that goes, without regard to case; empty for none
     * @param add the subject that comes; empty for none. It is not added to a record that has it, and where one is to be removed, only to
     *     records that have that one
     */
    record Subject(String remove, String add) implements BulkOperation {
        /**
         * Takes away the white space around the values.
         *
         * @throws IllegalArgumentException when nothing would change
         */
        public Subject {
            remove = remove.strip();
            add = add.strip();
            if (remove.equals(add)) {
                throw new IllegalArgumentException("Say which subject is to be added or removed.");
            }
        }

        @Override
        public String words() {
            if (remove.isEmpty()) {
                return "subject '" + add + "' added";
            }
            return "subject '" + remove + "' " + (add.isEmpty() ? "removed" : "replaced by '" + add + "'");
        }

        @Override
        public List<Edit> edits(RecordForm form) {
            List<Field> subjects = fields(form, "content/subject").stream()
                    .filter(field -> !field.value().isEmpty())
                    .toList();
            boolean there = subjects.stream().anyMatch(field -> field.value().equals(add));
            List<Field> going = subjects.stream()
                    .filter(field -> !remove.isEmpty() && field.value().equalsIgnoreCase(remove))
                    .toList();
            List<Edit> edits = new ArrayList<>();
            if (remove.isEmpty() && !there) {
                edits.add(new Edit.Set(FieldPath.of("content").child("subject", subjects.size() + 1), add));
            }
            for (int i = 0; i < going.size(); i++) {
                boolean replaced = i == 0 && !add.isEmpty() && !there;
                edits.add(
                        replaced
                                ? new Edit.Set(going.get(i).path(), add)
                                : new Edit.Remove(going.get(i).path()));
            }
            return edits;
        }
    }

    private static List<Field> fields(RecordForm form, String path) {
        return form.fields().stream()
                .filter(field -> unnumbered(field.path()).equals(path))
                .toList();
    }

    private static String unnumbered(FieldPath path) {
        return path.toString().replaceAll("\\[(\\d+|\\*)]", "");
    }

    private static String name(FieldPath path) {
        String whole = unnumbered(path);
        return whole.substring(whole.lastIndexOf('/') + 1);
    }
}
