package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Coverage in space, time and the spectrum (VODataService 1.2, section 3.2). */
final class CoverageChecks implements Check {
    /** MJD of the year 1: catalogues of old observations go back far, but not so far. */
    private static final double YEAR_1 = -678_577;

    private static final int MJD_OF_1970 = 40_587;
    /** How long a mission may be planned ahead. */
    private static final double YEARS_AHEAD = 100 * 365.25;

    /** Between radio waves of 1000 km and gamma rays of 1e22 eV. */
    private static final double LEAST_ENERGY = 1e-31;

    private static final double LARGEST_ENERGY = 2e3;

    /**
     * Energies in joules of the bands (http://www.ivoa.net/rdf/messenger), as wide as usage is: the borders differ between communities,
     * so each band reaches over them by some margin.
     */
    private static final Map<String, double[]> BANDS = Map.of(
            "radio", new double[] {0, 1e-22},
            "millimeter", new double[] {1e-23, 5e-21},
            "infrared", new double[] {5e-22, 4e-19},
            "optical", new double[] {1.3e-19, 8e-19},
            "uv", new double[] {4e-19, 2.5e-18},
            "euv", new double[] {1.2e-18, 4e-17},
            "x-ray", new double[] {1e-17, 4e-14},
            "gamma-ray", new double[] {5e-15, Double.MAX_VALUE});

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement root = subject.root();
        List<RecordElement> coverages = root.all("coverage");
        for (RecordElement coverage : coverages) {
            for (RecordElement spatial : coverage.all("spatial")) {
                CoverageMap.fault(spatial.text())
                        .ifPresent(fault -> found.add(
                                Rule.COV_01,
                                spatial,
                                "The spatial coverage is no coverage map: " + fault
                                        + ". Write a MOC in ASCII, as in 3/4-7,12."));
            }
            for (RecordElement temporal : coverage.all("temporal")) {
                temporal(temporal, subject, found);
            }
            List<double[]> spectral = new ArrayList<>();
            for (RecordElement element : coverage.all("spectral")) {
                spectral(element, found).ifPresent(spectral::add);
            }
            wavebands(coverage, spectral, found);
            coverage.first("STCResourceProfile")
                    .ifPresent(
                            stc -> found.add(
                                    Rule.COV_08,
                                    stc,
                                    "The coverage is told in STC-X, which hardly any client reads. Write spatial, temporal and spectral instead."));
        }
        boolean told = coverages.stream()
                .anyMatch(c -> c.says("spatial")
                        || c.says("temporal")
                        || c.says("spectral")
                        || c.says("waveband")
                        || c.first("STCResourceProfile").isPresent());
        found.addIf(
                subject.isData() && !told,
                Rule.COV_07,
                root,
                () ->
                        "The record does not say what the data cover. Add a coverage, with a coverage map, times, energies or wavebands.");
    }

    private static void temporal(RecordElement element, Subject subject, Findings found) {
        Optional<double[]> interval = interval(element.text());
        if (interval.isEmpty()) {
            found.add(
                    Rule.COV_02,
                    element,
                    "The temporal coverage " + Findings.quoted(element.text())
                            + " is not two numbers, the smaller first. Write the first and the last time in MJD.");
            return;
        }
        double now = MJD_OF_1970 + subject.now().atOffset(ZoneOffset.UTC).toEpochSecond() / 86_400.0;
        double first = interval.get()[0];
        double last = interval.get()[1];
        if (first < YEAR_1 || last > now + YEARS_AHEAD || first >= 1000 && last <= 2200) {
            found.add(
                    Rule.COV_03,
                    element,
                    "The temporal coverage " + element.text() + " is hardly meant as MJD. "
                            + (first >= 1000 && last <= 2200
                                    ? "If these are years, write days in MJD."
                                    : first > 2_300_000 && last < 2_600_000
                                            ? "If these are Julian dates, subtract 2400000.5."
                                            : "Write days in MJD."));
        }
    }

    private static Optional<double[]> spectral(RecordElement element, Findings found) {
        Optional<double[]> interval = interval(element.text());
        if (interval.isEmpty() || interval.get()[0] < 0) {
            found.add(
                    Rule.COV_04,
                    element,
                    "The spectral coverage " + Findings.quoted(element.text())
                            + " is not two energies, the smaller first. Write the lowest and the highest in joules.");
            return Optional.empty();
        }
        double low = interval.get()[0];
        double high = interval.get()[1];
        // Energies of light lie far below those of a falling grain of sand; metres, hertz and eV do not.
        if (low > 0 && low < LEAST_ENERGY || high > LARGEST_ENERGY || low > 1e-12 && high < 1 || low >= 1) {
            found.add(
                    Rule.COV_05,
                    element,
                    "The spectral coverage " + element.text()
                            + " is hardly meant as joules. A wavelength of 500 nm is 4.0e-19 J, an energy of 1 keV is 1.6e-16 J.");
            return Optional.empty();
        }
        return interval;
    }

    private static void wavebands(RecordElement coverage, List<double[]> spectral, Findings found) {
        if (spectral.isEmpty()) {
            return;
        }
        for (RecordElement waveband : coverage.all("waveband")) {
            double[] band = BANDS.get(waveband.text().toLowerCase(Locale.ROOT));
            found.addIf(
                    band != null && spectral.stream().noneMatch(s -> s[0] <= band[1] && s[1] >= band[0]),
                    Rule.COV_06,
                    waveband,
                    () -> "The waveband " + waveband.text()
                            + " and the spectral coverage have nothing in common. Correct one of them.");
        }
    }

    /** Two numbers of which the second is not smaller. */
    private static Optional<double[]> interval(String text) {
        String[] ends = text.split("\\s+");
        if (ends.length != 2) {
            return Optional.empty();
        }
        Optional<Double> first = Numbers.read(ends[0]);
        Optional<Double> last = Numbers.read(ends[1]);
        return first.isPresent() && last.isPresent() && first.get() <= last.get()
                ? Optional.of(new double[] {first.get(), last.get()})
                : Optional.empty();
    }
}
