package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import edu.stsci.mast.registry.server.pages.Element;
import java.util.List;
import java.util.Optional;

/**
 * What a resource covers, with pictures where the record tells it in numbers (VODataService 1.2, section 3.2).
 *
 * @param sky empty when the record has no coverage map, or one that can't be read
 * @param unreadable whether it has one that can't be read
 * @param wavebands the named bands
 */
public record Coverage(
        Optional<SkyPicture> sky,
        boolean unreadable,
        Optional<TimePicture> time,
        Optional<SpectrumPicture> spectrum,
        List<String> wavebands) {
    static Coverage of(Element root) {
        String moc = root.text("coverage/spatial");
        Optional<SkyPicture> sky = SkyPicture.of(moc, root.firstAttribute("coverage/spatial", "frame"));
        return new Coverage(
                sky,
                !moc.isEmpty() && sky.isEmpty(),
                TimePicture.of(root.texts("coverage/temporal")),
                SpectrumPicture.of(root.texts("coverage/spectral")),
                root.texts("coverage/waveband"));
    }

    /** A covered position, for examples; empty when there is none in the ICRS. */
    static Optional<double[]> position(Element root) {
        String frame = root.firstAttribute("coverage/spatial", "frame");
        if (!frame.isEmpty() && !frame.equalsIgnoreCase("ICRS")) {
            return Optional.empty();
        }
        try {
            return Sky.parse(root.text("coverage/spatial")).somewhere();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether there is anything to show. */
    public boolean isKnown() {
        return unreadable || sky.isPresent() || time.isPresent() || spectrum.isPresent();
    }
}
