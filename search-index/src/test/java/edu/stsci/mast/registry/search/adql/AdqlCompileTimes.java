package edu.stsci.mast.registry.search.adql;

/** Prints how long compiling takes once warm; run its main by hand. */
final class AdqlCompileTimes {
    private static final String QUERY = "SELECT ivoid, res_type, short_name, res_title, content_level, res_description,"
            + " reference_url, creator_seq, created, updated, rights, content_type, source_format, source_value,"
            + " region_of_regard, waveband, ivo_string_agg(COALESCE(access_url, ''), ':::') AS access_urls,"
            + " ivo_string_agg(COALESCE(standard_id, ''), ':::') AS standard_ids FROM rr.resource NATURAL LEFT OUTER JOIN"
            + " rr.capability NATURAL LEFT OUTER JOIN rr.interface WHERE (ivoid IN (SELECT DISTINCT ivoid FROM rr.resource"
            + " WHERE 1=ivo_hasword(res_description, 'spiral') UNION ALL SELECT DISTINCT ivoid FROM rr.resource WHERE"
            + " 1=ivo_hasword(res_title, 'spiral') UNION ALL SELECT DISTINCT ivoid FROM rr.res_subject WHERE"
            + " rr.res_subject.res_subject ILIKE '%spiral%')) AND (standard_id IN ('ivo://ivoa.net/std/sia') OR standard_id"
            + " LIKE 'ivo://ivoa.net/std/sia#query-2.%') GROUP BY ivoid, res_type, short_name, res_title, content_level,"
            + " res_description, reference_url, creator_seq, created, updated, rights, content_type, source_format,"
            + " source_value, region_of_regard, waveband";

    private AdqlCompileTimes() {}

    public static void main(String[] arguments) throws AdqlException {
        AdqlCompiler compiler = new AdqlCompiler(RegTapFixture.catalogue(), AdqlLimits.standard());
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                compiler.compile(QUERY);
            }
            System.out.printf("%.3f ms a query%n", (System.nanoTime() - start) / 1e9);
        }
    }
}
