package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.usage.Usage;
import edu.stsci.mast.registry.model.usage.UsageCounts;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.curation.CurationAnswers;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code /staff/usage}: how much the registry is used, for what and by which programs, as a page, or as CSV with {@code format=csv}. */
@Path("/staff/usage")
@Requires(Right.READ)
public final class UsagePages {
    private static final int MOST = 25;
    /** The periods that one can choose, in days. */
    private static final List<Integer> PERIODS = List.of(30, 90, 365);

    private final CurationAnswers answers;
    private final UsageCounts counts;
    private final UsageCounter counter;
    private final Clock clock;

    /** The pages of these counts; those that the counter has not written down yet are written first. */
    public UsagePages(Templates templates, UsageCounts counts, UsageCounter counter, Clock clock) {
        this.answers = new CurationAnswers(templates);
        this.counts = counts;
        this.counter = counter;
        this.clock = clock;
    }

    /** The uses of the last days, today among them. */
    @GET
    public Response usage(
            @QueryParam("days") @DefaultValue("30") String days,
            @QueryParam("format") @DefaultValue("html") String format,
            @Context SecurityContext security)
            throws IOException {
        int period = PERIODS.stream()
                .filter(known -> known.toString().equals(days))
                .findFirst()
                .orElse(PERIODS.get(0));
        LocalDate until = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = until.minusDays(period - 1L);
        counter.write();
        if (format.equals("csv")) {
            return Response.ok(csv(from, until))
                    .type(new MediaType("text", "csv").withCharset("utf-8"))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"usage.csv\"")
                    .build();
        }
        UsagePage page = new UsagePage(
                period,
                PERIODS,
                UsageChart.of(from, until, counts.byDay(Usage.Kind.REQUESTS, from, until)),
                counts.most(Usage.Kind.REQUESTS, from, until, MOST),
                counts.most(Usage.Kind.HARVESTERS, from, until, MOST),
                counts.most(Usage.Kind.CLIENTS, from, until, MOST),
                counts.most(Usage.Kind.RECORDS, from, until, MOST));
        return answers.page(security, 200, "usage.jte", Map.of("page", page));
    }

    private String csv(LocalDate from, LocalDate until) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("date", "kind", "name", "number");
            for (Usage.Kind kind : Usage.Kind.values()) {
                for (UsageCounts.DayCount count : counts.byDay(kind, from, until)) {
                    csv.printRecord(
                            count.day(), kind.name().toLowerCase(Locale.ROOT), safe(count.name()), count.number());
                }
            }
        }
        return text.toString();
    }

    /** Programs choose their names; a spreadsheet must not take one for a formula. */
    private static String safe(String name) {
        return name.matches("(?s)[=+@\\t\\r-].*") ? "'" + name : name;
    }
}
