package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Optional;

/** Capabilities of Simple Cone Search (SimpleDALRegExt 1.1, section 3.1). */
final class ConeSearchChecks implements Check {
    @Override
    public void check(Subject subject, Findings found) {
        for (RecordElement capability : subject.capabilities()) {
            if (capability.type().equals("ConeSearch")) {
                check(capability, found);
            }
        }
    }

    private static void check(RecordElement capability, Findings found) {
        Optional<Double> largest = Numbers.read(capability.text("maxSR"));
        found.addIf(
                capability.says("maxSR")
                        && largest.filter(r -> r > 0 && r <= 180).isEmpty(),
                Rule.CS_03,
                capability,
                () -> "maxSR is " + Findings.quoted(capability.text("maxSR"))
                        + ". Write the largest radius in degrees; 180 when there is no limit.");
        found.addIf(
                Numbers.read(capability.text("maxRecords")).filter(n -> n > 0).isEmpty(),
                Rule.CS_04,
                capability,
                () -> "maxRecords is "
                        + (capability.says("maxRecords") ? Findings.quoted(capability.text("maxRecords")) : "missing")
                        + ". Write how many rows an answer has at most.");
        found.addIf(
                !capability.says("verbosity"),
                Rule.CS_05,
                capability,
                () -> "verbosity is missing. Write true when the service knows the parameter VERB, else false.");
        Optional<RecordElement> query = capability.first("testQuery");
        found.addIf(
                query.isEmpty(),
                Rule.CS_01,
                capability,
                () -> "The cone search has no test query. Add a position and a radius at which it finds something.");
        query.ifPresent(q -> {
            Optional<Double> ra = Numbers.read(q.text("ra"));
            Optional<Double> dec = Numbers.read(q.text("dec"));
            Optional<Double> radius = Numbers.read(q.text("sr"));
            found.addIf(
                    ra.filter(a -> a >= 0 && a <= 360).isEmpty()
                            || dec.filter(d -> Math.abs(d) <= 90).isEmpty(),
                    Rule.CS_02,
                    q,
                    () -> "The test query's position is " + q.text("ra") + ", " + q.text("dec")
                            + ". Write ra from 0 to 360 and dec from -90 to 90 degrees.");
            found.addIf(
                    radius.filter(r -> r > 0 && r <= largest.filter(l -> l > 0).orElse(180.0))
                            .isEmpty(),
                    Rule.CS_02,
                    q,
                    () -> "The test query's radius is " + Findings.quoted(q.text("sr"))
                            + ". Write a radius above 0, up to maxSR.");
        });
    }
}
