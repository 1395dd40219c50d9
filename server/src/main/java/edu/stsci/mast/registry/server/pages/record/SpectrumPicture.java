package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.coverage.Interval;
import edu.stsci.mast.registry.search.coverage.Photon;
import edu.stsci.mast.registry.search.coverage.SpectralBand;
import gg.jte.Content;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of the spectrum that a resource has data of, as bars over a logarithmic axis with wavelengths, one with frequencies or, at high
 * energies, photon energies, and the bands that the Virtual Observatory names.
 */
public final class SpectrumPicture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 140;
    private static final int LEFT = 12;
    private static final int SPAN = WIDTH - 2 * LEFT;
    private static final int BANDS = 32;
    private static final int BASE = 68;

    /** The axis shows at least this many powers of ten of wavelength. */
    private static final double LEAST_DECADES = 4;

    /** Beyond this energy, photons are told by their energy rather than by a frequency: 10 nm. */
    private static final double HIGH_ENERGY = Photon.energy(10e-9);

    /** A unit with its size. */
    private record Unit(String name, double size) {}

    private static final List<Unit> LENGTHS = List.of(
            new Unit("km", 1e3),
            new Unit("m", 1),
            new Unit("cm", 1e-2),
            new Unit("mm", 1e-3),
            new Unit("µm", 1e-6),
            new Unit("nm", 1e-9),
            new Unit("pm", 1e-12),
            new Unit("fm", 1e-15));
    private static final List<Unit> FREQUENCIES = List.of(
            new Unit("PHz", 1e15),
            new Unit("THz", 1e12),
            new Unit("GHz", 1e9),
            new Unit("MHz", 1e6),
            new Unit("kHz", 1e3),
            new Unit("Hz", 1));
    private static final List<Unit> ENERGIES = List.of(
            new Unit("TeV", 1e12),
            new Unit("GeV", 1e9),
            new Unit("MeV", 1e6),
            new Unit("keV", 1e3),
            new Unit("eV", 1),
            new Unit("meV", 1e-3),
            new Unit("µeV", 1e-6),
            new Unit("neV", 1e-9));

    private final List<Interval> energies;
    /** The logarithms of the longest and of the shortest wavelength on the axis. */
    private final double left;

    private final double right;

    private SpectrumPicture(List<Interval> energies) {
        this.energies = energies;
        double longest = Math.log10(Photon.wavelength(
                energies.stream().mapToDouble(Interval::low).min().orElseThrow()));
        double shortest = Math.log10(Photon.wavelength(
                energies.stream().mapToDouble(Interval::high).max().orElseThrow()));
        double room = Math.max(0.7, (LEAST_DECADES - (longest - shortest)) / 2);
        left = longest + room;
        right = shortest - room;
    }

    /**
     * The picture of intervals.
     *
     * @param texts intervals of photon energies in joules (VODataService 1.2, section 3.2); what can't be read is left out
     * @return empty when nothing is left
     */
    public static Optional<SpectrumPicture> of(List<String> texts) {
        List<Interval> intervals = texts.stream()
                .map(Interval::ofRecord)
                .flatMap(Optional::stream)
                .filter(interval -> interval.low() > 1e-33 && interval.high() < 1)
                .sorted(Comparator.comparingDouble(Interval::low))
                .toList();
        return intervals.isEmpty() ? Optional.empty() : Optional.of(new SpectrumPicture(intervals));
    }

    /** The intervals in words, as wavelengths and as frequencies or energies. */
    public String sentence() {
        return energies.stream().map(SpectrumPicture::words).collect(Collectors.joining("; "));
    }

    private static String words(Interval interval) {
        String wavelengths = range(LENGTHS, Photon.wavelength(interval.high()), Photon.wavelength(interval.low()));
        String others = isHighEnergy(interval)
                ? range(ENERGIES, interval.low() / Photon.ELECTRON_VOLT, interval.high() / Photon.ELECTRON_VOLT)
                : range(FREQUENCIES, interval.low() / Photon.PLANCK, interval.high() / Photon.PLANCK);
        return wavelengths + " (" + others + ")";
    }

    private static boolean isHighEnergy(Interval interval) {
        return Math.sqrt(interval.low() * interval.high()) > HIGH_ENERGY;
    }

    /** The named bands that have something of it, from long wavelengths to short ones. */
    public List<String> bands() {
        return Arrays.stream(SpectralBand.values())
                .filter(band -> energies.stream()
                        .anyMatch(interval -> Photon.wavelength(interval.high()) < band.longest()
                                && Photon.wavelength(interval.low()) > band.shortest()))
                .map(SpectralBand::term)
                .toList();
    }

    /** The drawing. */
    public Content drawing() {
        return new Svg.Drawing(markup());
    }

    String markup() {
        Svg svg = new Svg(
                "spectrum",
                "bars",
                WIDTH,
                HEIGHT,
                "Coverage of the spectrum",
                sentence() + ". Bands: " + String.join(", ", bands()));
        for (SpectralBand band : SpectralBand.values()) {
            double from = Math.max(LEFT, x(band.longest()));
            double to = Math.min(LEFT + SPAN, x(band.shortest()));
            if (to - from < 2) {
                continue;
            }
            boolean touched = bands().contains(band.term());
            svg.rectangle("band" + (touched ? " band-touched" : ""), from, 4, to - from, BANDS - 6, band.term());
            if (to - from > 9 * band.term().length() + 4) {
                // letters are larger on narrow screens
                boolean tight = to - from < 14 * band.term().length();
                svg.words(tight ? "band-name tight" : "band-name", (from + to) / 2, 21, band.term());
            }
        }
        svg.rectangle("bar-ground", LEFT, BANDS, SPAN, BASE - BANDS, "");
        for (Interval interval : energies) {
            double x = x(Photon.wavelength(interval.low()));
            double width = Math.max(3, x(Photon.wavelength(interval.high())) - x);
            svg.rectangle("bar", x, BANDS + 6, width, BASE - BANDS - 12, words(interval));
        }
        svg.line("axis", LEFT, BASE, LEFT + SPAN, BASE);
        ticks(svg, LENGTHS, left, right, BASE, "");
        boolean high = isHighEnergy(new Interval(
                energies.get(0).low(), energies.get(energies.size() - 1).high()));
        double constant = Math.log10(high ? Photon.wavelength(Photon.ELECTRON_VOLT) : Photon.LIGHT);
        svg.line("axis", LEFT, BASE + 36, LEFT + SPAN, BASE + 36);
        ticks(svg, high ? ENERGIES : FREQUENCIES, constant - left, constant - right, BASE + 36, " tick-soft");
        return svg.finished();
    }

    /** Powers of ten between the logarithms of the axis' ends, with the words that fit. */
    private void ticks(Svg svg, List<Unit> units, double atLeft, double atRight, double y, String kind) {
        int low = (int) Math.ceil(Math.min(atLeft, atRight));
        int high = (int) Math.floor(Math.max(atLeft, atRight));
        int every = (high - low) / 6 + 1;
        for (int power = low; power <= high; power++) {
            double x = LEFT + SPAN * (power - atLeft) / (atRight - atLeft);
            svg.line("axis", x, y, x, y + 6);
            if (Math.floorMod(power, every) == 0) {
                svg.words("tick" + kind + end(x), x, y + 24, quantity(units, Math.pow(10, power)));
            }
        }
    }

    private static String end(double x) {
        return x < LEFT + 30 ? " tick-first" : x > LEFT + SPAN - 30 ? " tick-last" : "";
    }

    private double x(double wavelength) {
        return LEFT + SPAN * (Math.log10(wavelength) - left) / (right - left);
    }

    private static String range(List<Unit> units, double low, double high) {
        return quantity(units, low) + " to " + quantity(units, high);
    }

    /** A value in the unit that makes it a handy number, with three digits. */
    static String quantity(List<Unit> units, double value) {
        Unit unit = units.stream()
                .filter(u -> value >= u.size() * (1 - 1e-9))
                .findFirst()
                .orElse(units.get(units.size() - 1));
        BigDecimal number = new BigDecimal(value / unit.size()).round(new MathContext(3));
        return (number.precision() - number.scale() > 6 || number.doubleValue() < 1e-3
                        ? String.format(Locale.ROOT, "%.2e", number)
                        : number.stripTrailingZeros().toPlainString())
                + " "
                + unit.name();
    }
}
