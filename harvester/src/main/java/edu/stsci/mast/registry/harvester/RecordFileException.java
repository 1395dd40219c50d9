package edu.stsci.mast.registry.harvester;

import java.io.Serial;
import java.nio.file.Path;

/** A file that cannot be read as records; the message names the file, the place and the fault in one line. */
public final class RecordFileException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;
    private final int column;
    private final String sentence;

    RecordFileException(Path file, int line, int column, String sentence, Throwable cause) {
        super(file + (line > 0 ? ", line " + line + ", column " + column : "") + ": " + sentence, cause);
        this.file = file;
        this.line = line;
        this.column = column;
        this.sentence = sentence;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The line of the fault, from 1; 0 when it has no place. */
    public int line() {
        return line;
    }

    /** The column of the fault, from 1; 0 when it has no place. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String sentence() {
        return sentence;
    }
}
