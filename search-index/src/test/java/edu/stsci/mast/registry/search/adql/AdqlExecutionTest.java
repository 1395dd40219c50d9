package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries, compiled and run by SQLite, and the rows that they must give. */
class AdqlExecutionTest {
    private static RegTapFixture regTap;

    @BeforeAll
    static void open() throws SQLException {
        regTap = new RegTapFixture();
    }

    @AfterAll
    static void close() throws SQLException {
        regTap.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        SELECT short_name FROM rr.resource ORDER BY short_name DESC ~ C / B / A
        select TOP 1 short_name from RR.Resource order by 1 offset 1 ~ B
        SELECT short_name AS "s n" FROM resource ORDER BY "s n" OFFSET 2 -- the last ~ C
        SELECT resource.short_name FROM rr.resource WHERE rr.resource.short_name IN ('A', 'C') ORDER BY 1 ~ A / C
        SELECT r."short_name" FROM rr.resource AS r WHERE NOT NOT r.short_name <> 'A' AND r.short_name != 'B' ~ C
        SELECT ALL COUNT(*), COUNT(waveband), COUNT(DISTINCT res_type) FROM rr.resource ~ 3|2|2
        SELECT res_type, COUNT(*) AS n FROM rr.resource GROUP BY res_type HAVING COUNT(*) > 1 ~ vs:catalogservice|2
        SELECT MIN(cap_index), MAX(cap_index), SUM(cap_index), AVG(cap_index) FROM rr.capability ~ 1|2|4|1.3333333333333333
        SELECT 1 FROM rr.resource HAVING 1 = 1 ~ 1
        SELECT 1 FROM rr.resource WHERE 1 = 0 HAVING 1 = 1 ~ 1
        SELECT 1 FROM rr.resource HAVING COUNT(*) > 3 ~ ``
        SELECT UPPER(short_name) || '-' || LOWER('ÄB') FROM rr.resource WHERE short_name = 'A' ~ A-äb
        SELECT LOWER(short_name) FROM rr.resource GROUP BY LOWER(short_name) ORDER BY LOWER(short_name) DESC ~ c / b / a
        SELECT 7/2, 7/2.0, -7 / 2, 1 + 2 * 3, - -4, 2 - (3 - 4) FROM rr.res_detail WHERE cap_index IS NULL ~ 3|3.5|-3|7|4|3
        SELECT ROUND(2.567, 1), ROUND(1256, -2), TRUNCATE(-2.567, 1), TRUNCATE(1299, -2), ROUND(-2.5) FROM rr.stc_spectral ~ 2.6|1300.0|-2.5|1200.0|-3.0
        SELECT LOG(EXP(1)), LOG10(1000), MOD(-7, 3), POWER(2, 3), ABS(-3), CEILING(1.2), FLOOR(-1.2), SQRT(9) FROM rr.stc_spectral ~ 1.0|3.0|-1.0|8.0|3.0|2.0|-2.0|3.0
        SELECT ROUND(PI(), 4), ROUND(DEGREES(PI())), ROUND(COT(RADIANS(45)), 6), ATAN2(0, 1), ROUND(SIN(PI() / 2), 6) FROM rr.stc_spectral ~ 3.1416|180.0|1.0|0.0|1.0
        SELECT COUNT(*) FROM rr.resource WHERE RAND() >= 0 AND RAND(3) < 1 ~ 3
        SELECT CAST('3.5' AS DOUBLE PRECISION), CAST(3.7 AS INTEGER), CAST(12 AS VARCHAR(1)), CAST(5 AS CHAR), CAST(3 AS REAL) FROM rr.stc_spectral ~ 3.5|3|1|5|3.0
        SELECT short_name FROM rr.resource WHERE created > CAST('2021-01-01' AS TIMESTAMP) AND created < '2021-12-31 10:00:00Z' ~ B
        SELECT short_name FROM rr.resource WHERE created BETWEEN '2020-01-01' AND '2020-01-01T00:00:00' ~ A
        SELECT COALESCE(waveband, '-') FROM rr.resource WHERE short_name NOT IN ('A', 'B') ~ -
        SELECT short_name FROM rr.resource WHERE res_title LIKE 'spiral%' ~ ``
        SELECT short_name FROM rr.resource WHERE res_title ILIKE 'SPIRAL%' ~ A
        SELECT short_name FROM rr.resource WHERE res_title ILIKE 'äTHER%' OR res_title ILIKE LOWER('THE') || '%' ORDER BY 1 ~ B / C
        SELECT short_name FROM rr.resource WHERE res_title NOT ILIKE '%a%' AND res_title NOT LIKE '%g_l%' ~ C
        SELECT cap_index FROM rr.capability WHERE cap_index NOT BETWEEN 2 AND 5 ORDER BY ivoid ~ 1 / 1
        SELECT r.short_name FROM rr.resource AS r WHERE EXISTS (SELECT 1 FROM rr.res_role AS x WHERE x.ivoid = r.ivoid AND base_role = 'creator') ~ A
        SELECT short_name FROM rr.resource WHERE ivoid NOT IN (SELECT ivoid FROM rr.capability) ~ C
        SELECT short_name, (SELECT COUNT(*) FROM rr.capability AS c WHERE c.ivoid = r.ivoid) AS n FROM rr.resource r ORDER BY n, 1 DESC ~ C|0 / B|1 / A|2
        SELECT a.x FROM (SELECT short_name AS x FROM rr.resource) AS a WHERE a.x > 'A' ORDER BY x ~ B / C
        SELECT short_name, cap_index FROM rr.resource LEFT OUTER JOIN rr.capability USING (ivoid) ORDER BY short_name, cap_index ~ A|1 / A|2 / B|1 / C|NULL
        SELECT r.short_name, base_role FROM rr.res_role RIGHT JOIN rr.resource AS r USING (ivoid) WHERE base_role IS NULL ~ C|NULL
        SELECT ivoid, relationship_type, time_end FROM rr.relationship FULL JOIN rr.stc_temporal USING (ivoid) ORDER BY ivoid ~ ivo://a/sia|NULL|57000.0 / ivo://a/tap|NULL|55410.0 / ivo://b/none|isservedby|NULL
        SELECT s.ivoid FROM rr.stc_spectral AS s, rr.relationship AS r WHERE s.ivoid = r.related_id ~ ivo://a/tap
        SELECT q.* FROM rr.stc_spectral NATURAL JOIN (rr.relationship q NATURAL JOIN rr.res_date d) ~ ``
        SELECT * FROM rr.stc_temporal NATURAL JOIN rr.stc_spectral ~ ivo://a/tap|50000.0|55410.0|1.0e-20|9.0e-20
        SELECT short_name FROM rr.resource WHERE short_name < 'B' UNION SELECT base_role FROM rr.res_role ORDER BY 1 ~ A / creator / publisher
        SELECT base_role FROM rr.res_role EXCEPT SELECT 'creator' FROM rr.resource ~ publisher
        SELECT base_role FROM rr.res_role EXCEPT ALL SELECT base_role FROM rr.res_role WHERE role_name = 'gavo' ORDER BY base_role ~ creator / publisher
        SELECT base_role FROM rr.res_role INTERSECT ALL SELECT 'publisher' FROM rr.resource ~ publisher / publisher
        SELECT 1 FROM rr.stc_spectral UNION SELECT 2 FROM rr.stc_spectral INTERSECT SELECT 3 FROM rr.stc_spectral ~ 1
        (SELECT TOP 1 short_name AS s FROM rr.resource ORDER BY 1) UNION ALL (SELECT TOP 1 short_name FROM rr.resource ORDER BY 1 DESC) ORDER BY s DESC OFFSET 1 ~ A
        SELECT TOP 1 1 FROM rr.resource UNION ALL SELECT TOP 2 2 FROM rr.resource ~ 1 / 2 / 2
        WITH w AS (SELECT ivoid AS i FROM rr.stc_spectral), v AS (SELECT i FROM w) SELECT short_name FROM rr.resource JOIN v ON ivoid = i ~ A
        SELECT ivo_string_agg(COALESCE(standard_id, ''), ',') AS s FROM rr.capability WHERE ivoid = 'ivo://a/tap' GROUP BY ivoid ~ ivo://ivoa.net/std/tap,
        SELECT ivo_string_agg(standard_id, ',') FROM rr.capability WHERE 1 = 0 ~ ``
        SELECT short_name FROM rr.resource WHERE 1 = ivo_hashlist_has(waveband, 'InfraRed') ~ A
        SELECT short_name FROM rr.resource WHERE 0 = ivo_hashlist_has(waveband, 'optical#infrared') ORDER BY 1 ~ A / B / C
        SELECT ivo_nocasematch('abcabc', 'AB__bc'), ivo_nocasematch('abcabc', 'abcab') FROM rr.stc_spectral ~ 1|0
        SELECT short_name FROM rr.resource WHERE 1 = ivo_hasword(res_title, 'whatever') ~ B
        SELECT short_name FROM rr.resource WHERE ivo_hasword(res_title, 'whatever') <> 0 ~ B
        SELECT short_name FROM rr.resource WHERE 1 = ivo_hasword(res_description, 'SPIRAL old') ~ A
        SELECT ivo_interval_overlaps(-2, 2, 2, 3), ivo_interval_overlaps(-2, 55.3, 3, 2), ivo_interval_overlaps(1, 2, 3, 4) FROM rr.stc_spectral ~ 1|0|0
        SELECT ivo_to_mjd('1910-12-31T06:00:00'), ivo_to_jd(CAST('2000-01-02T12:00:00' AS TIMESTAMP)), ivo_to_jd(NULL) FROM rr.stc_spectral ~ 19036.25|2451546.0|NULL
        SELECT ROUND(ivo_hms_to_degrees('3h34m45.4s'), 7), ivo_dms_to_degrees('-00:15:00'), ivo_dms_to_degrees('x'), ivo_dms_to_degrees('+001500') FROM rr.stc_spectral ~ 53.6891667|-0.25|NULL|0.25
        SELECT COUNT(*) FROM rr.resource WHERE ivo_normal_random(10, 0.001) BETWEEN 9 AND 11 ~ 3
        SELECT ROUND(DISTANCE(25.0, -19.5, 25.0, -20.0), 6) FROM rr.stc_spectral ~ 0.5
        """)
    void aQueryGivesItsRows(String adql, String rows) throws Exception {
        assertThat(regTap.run(adql)).isEqualTo(rows);
    }
}
