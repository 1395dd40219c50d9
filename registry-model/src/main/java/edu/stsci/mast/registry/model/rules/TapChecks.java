package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** TAP services (TAP 1.1, section 2; TAPRegExt 1.0). */
final class TapChecks implements Check {
    private static final String REGEXT = "ivo://ivoa.net/std/tapregext#";
    private static final Set<String> UPLOADS = Set.of("upload-inline", "upload-http", "upload-https", "upload-ftp");

    @Override
    public void check(Subject subject, Findings found) {
        for (RecordElement capability : subject.capabilities()) {
            if (capability.attribute("standardID").equalsIgnoreCase("ivo://ivoa.net/std/TAP")) {
                found.addIf(
                        !subject.has("vosi#capabilities"),
                        Rule.TAP_01,
                        capability,
                        () ->
                                "The TAP service has no capability ivo://ivoa.net/std/VOSI#capabilities, by which clients learn what it can do."
                                        + " Add it with the address that ends with /capabilities.");
                found.addIf(
                        !subject.has("vosi#tables") && !subject.has("vosi#tables-1.1"),
                        Rule.TAP_02,
                        capability,
                        () ->
                                "The TAP service has no capability ivo://ivoa.net/std/VOSI#tables, by which clients list its tables."
                                        + " Add it with the address that ends with /tables.");
            }
            if (capability.type().equals("TableAccess")) {
                extension(capability, found);
            }
        }
    }

    private static void extension(RecordElement capability, Findings found) {
        boolean adql = capability.all("language").stream()
                .anyMatch(l -> l.text("name").equalsIgnoreCase("ADQL") && l.says("version"));
        found.addIf(
                !adql,
                Rule.TAP_03,
                capability,
                () -> "The capability does not name the language ADQL with its versions. Add the language element.");
        found.addIf(
                capability.all("outputFormat").isEmpty(),
                Rule.TAP_04,
                capability,
                () -> "The capability names no output format. Add outputFormat elements, VOTable at least.");
        for (String limit : List.of("retentionPeriod", "executionDuration", "outputLimit", "uploadLimit")) {
            capability.first(limit).ifPresent(l -> {
                Optional<Double> usual = Numbers.read(l.text("default"));
                Optional<Double> hard = Numbers.read(l.text("hard"));
                found.addIf(
                        usual.isPresent() && hard.isPresent() && usual.get() > hard.get(),
                        Rule.TAP_05,
                        l,
                        () -> "The usual " + limit + " is " + l.text("default") + ", above the hard one, "
                                + l.text("hard") + ". Correct one of them.");
            });
        }
        for (RecordElement model : capability.all("dataModel")) {
            found.addIf(
                    model.attribute("ivo-id").isEmpty(),
                    Rule.TAP_06,
                    model,
                    () -> "The data model " + Findings.quoted(model.text())
                            + " has no ivo-id, by which it is found. Write, for instance, ivo://ivoa.net/std/ObsCore#core-1.1.");
        }
        for (RecordElement upload : capability.all("uploadMethod")) {
            String id = upload.attribute("ivo-id").toLowerCase(Locale.ROOT);
            found.addIf(
                    !id.startsWith(REGEXT) || !UPLOADS.contains(id.substring(REGEXT.length())),
                    Rule.TAP_06,
                    upload,
                    () -> "The upload method " + Findings.quoted(upload.attribute("ivo-id"))
                            + " is unknown. Write ivo://ivoa.net/std/TAPRegExt#upload-inline or one of its kind.");
        }
        for (RecordElement features : capability.all("language/languageFeatures")) {
            String type = features.attribute("type");
            found.addIf(
                    !type.toLowerCase(Locale.ROOT).startsWith("ivo://"),
                    Rule.TAP_06,
                    features,
                    () -> "The kind of language features " + Findings.quoted(type)
                            + " is no IVOID. Write, for instance, ivo://ivoa.net/std/TAPRegExt#features-adqlgeo.");
        }
    }
}
