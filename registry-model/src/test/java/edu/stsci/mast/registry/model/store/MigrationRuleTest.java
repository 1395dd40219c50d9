package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations only add, so that nodes of the version before can go on beside newer ones (docs/several-nodes.md). One that takes away what
 * only older versions use is named {@code V…__contract_….sql} and says in the table {@code compatibility} which programs may go on.
 */
class MigrationRuleTest {
    private static final Pattern CREATED = Pattern.compile("create table (\\w+).*");
    private static final Pattern ADDED = Pattern.compile("alter table (\\w+) add (?!constraint\\b)\\w+ .*");
    private static final Pattern UNIQUE = Pattern.compile("create unique index \\w+ on (\\w+).*");
    private static final Pattern HARMLESS = Pattern.compile("(create index|create sequence|insert into) .*");

    @Test
    void everyMigrationAddsOnlyOrSaysWhichProgramsMayGoOn() throws Exception {
        List<Path> migrations = migrations();
        assertThat(migrations).hasSizeGreaterThan(10);
        for (Path migration : migrations) {
            String sql = Files.readString(migration);
            String name = migration.getFileName().toString();
            if (name.contains("__contract_")) {
                String version = name.replaceFirst("V(\\d+)__.*", "$1");
                assertThat(statements(sql))
                        .as(name + " has to say which programs may go on")
                        .contains("update compatibility set oldest_program = " + version);
            } else {
                assertThat(breaking(sql)).as(name).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE record;",
                "ALTER TABLE record DROP COLUMN title;",
                "ALTER TABLE record ADD extra INT NOT NULL;",
                "ALTER TABLE record ADD CONSTRAINT ck_title CHECK (title <> '');",
                "ALTER TABLE record ALTER COLUMN title NVARCHAR(10);",
                "CREATE UNIQUE INDEX ix_title ON record (title);",
                "UPDATE record SET title = '';",
                "DELETE FROM record;",
                "EXEC sp_rename 'record.title', 'name', 'COLUMN';"
            })
    void whatBreaksOlderProgramsIsFound(String sql) {
        assertThat(breaking(sql)).hasSize(1);
    }

    /** The statements by which an older program could fail, or be misled. */
    private static List<String> breaking(String sql) {
        List<String> statements = statements(sql);
        Set<String> own = statements.stream()
                .map(CREATED::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        List<String> breaking = new ArrayList<>();
        for (String statement : statements) {
            Matcher unique = UNIQUE.matcher(statement);
            boolean adds = CREATED.matcher(statement).matches()
                    || HARMLESS.matcher(statement).matches()
                    || unique.matches() && own.contains(unique.group(1))
                    || ADDED.matcher(statement).matches()
                            && (statement.contains(" default ") || !statement.contains(" not null"));
            if (!adds) {
                breaking.add(statement);
            }
        }
        return breaking;
    }

    /** In lower case and on one line each, without comments. */
    private static List<String> statements(String sql) {
        return Stream.of(sql.replaceAll("--[^\n]*", "").split(";"))
                .map(s -> s.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static List<Path> migrations() throws IOException, URISyntaxException {
        Path first = Path.of(Database.class
                .getResource("/edu/stsci/mast/registry/model/migrations/V1__master_copy.sql")
                .toURI());
        try (Stream<Path> files = Files.list(first.getParent())) {
            return files.filter(file -> file.toString().endsWith(".sql")).toList();
        }
    }
}
