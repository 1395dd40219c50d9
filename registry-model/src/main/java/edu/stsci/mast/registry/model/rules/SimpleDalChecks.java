package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.List;
import java.util.Optional;

/** Capabilities of SIA 1, SSA and SLAP (SimpleDALRegExt 1.1, sections 3.2 to 3.4). */
final class SimpleDalChecks implements Check {
    @Override
    public void check(Subject subject, Findings found) {
        for (RecordElement capability : subject.capabilities()) {
            switch (capability.type()) {
                case "SimpleImageAccess" -> images(capability, found);
                case "SimpleSpectralAccess" -> spectra(capability, found);
                case "SimpleLineAccess" -> lines(capability, found);
                default -> {}
            }
        }
    }

    private static void images(RecordElement capability, Findings found) {
        missing(capability, List.of("imageServiceType"), Rule.SIA_01, "Write Cutout, Mosaic, Atlas or Pointed.", found);
        Optional<RecordElement> query = capability.first("testQuery");
        Optional<Double> longitude = query.flatMap(q -> Numbers.read(q.text("pos/long")));
        Optional<Double> latitude = query.flatMap(q -> Numbers.read(q.text("pos/lat")));
        boolean onSky = longitude.filter(l -> l >= 0 && l <= 360).isPresent()
                && latitude.filter(l -> Math.abs(l) <= 90).isPresent();
        found.addIf(
                !onSky,
                Rule.SIA_02,
                query.orElse(capability),
                () ->
                        "The image service has no test query with a position from 0 to 360 and -90 to 90 degrees. Add one that finds something.");
        for (String size : List.of("maxQueryRegionSize", "maxImageExtent")) {
            capability
                    .first(size)
                    .ifPresent(
                            s -> found.addIf(
                                    Numbers.read(s.text("long"))
                                                    .filter(l -> l > 0 && l <= 360)
                                                    .isEmpty()
                                            || Numbers.read(s.text("lat"))
                                                    .filter(l -> l > 0 && l <= 180)
                                                    .isEmpty(),
                                    Rule.SIA_03,
                                    s,
                                    () -> size + " is " + s.text("long") + " by " + s.text("lat")
                                            + " degrees. Write sizes above 0, up to 360 by 180; leave it out when there is no limit."));
        }
    }

    private static void spectra(RecordElement capability, Findings found) {
        missing(
                capability,
                List.of("complianceLevel", "dataSource", "creationType", "supportedFrame"),
                Rule.SSA_01,
                "Add it, so that clients know what to expect.",
                found);
        found.addIf(
                capability.first("testQuery").isEmpty(),
                Rule.SSA_02,
                capability,
                () -> "The spectrum service has no test query. Add one that finds something.");
        Optional<Double> usual = Numbers.read(capability.text("defaultMaxRecords"));
        Optional<Double> most = Numbers.read(capability.text("maxRecords"));
        found.addIf(
                usual.isPresent() && most.isPresent() && usual.get() > most.get(),
                Rule.SSA_03,
                capability,
                () -> "defaultMaxRecords is " + capability.text("defaultMaxRecords") + ", above maxRecords "
                        + capability.text("maxRecords") + ". Correct one of them.");
    }

    private static void lines(RecordElement capability, Findings found) {
        missing(
                capability,
                List.of("complianceLevel", "dataSource"),
                Rule.SLA_01,
                "Add it, so that clients know what to expect.",
                found);
        found.addIf(
                capability.first("testQuery").isEmpty(),
                Rule.SLA_02,
                capability,
                () -> "The line service has no test query. Add one that finds something.");
    }

    private static void missing(
            RecordElement capability, List<String> names, Rule rule, String advice, Findings found) {
        for (String name : names) {
            found.addIf(!capability.says(name), rule, capability, () -> "The capability lacks " + name + ". " + advice);
        }
    }
}
