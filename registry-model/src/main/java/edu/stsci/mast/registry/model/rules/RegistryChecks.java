package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import java.util.List;

/** Records of registries (Registry Interfaces 1.1, section 3). */
final class RegistryChecks implements Check {
    @Override
    public void check(Subject subject, Findings found) {
        if (!subject.type().equals("Registry")) {
            return;
        }
        RecordElement root = subject.root();
        found.addIf(
                subject.capabilities().stream()
                        .noneMatch(c -> c.attribute("standardID")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("ivo://ivoa.net/std/registry")
                                || c.attribute("standardID")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("ivo://ivoa.net/std/tap")),
                Rule.REG_01,
                root,
                () ->
                        "The registry has no capability by which it is harvested or searched. Add one of the type vg:Harvest with its OAI-PMH address.");
        List<RecordElement> authorities = root.all("managedAuthority");
        boolean publishes =
                subject.capabilities().stream().anyMatch(c -> c.type().equals("Harvest"));
        found.addIf(
                publishes && authorities.isEmpty() && !root.text("full").equals("true"),
                Rule.REG_02,
                root,
                () ->
                        "The registry is harvested, but names no authority that it manages. Add managedAuthority elements.");
        for (RecordElement authority : authorities) {
            found.addIf(
                    authority.text().contains(":")
                            || Ivoid.parse("ivo://" + authority.text()).isEmpty(),
                    Rule.REG_03,
                    authority,
                    () -> Findings.quoted(authority.text())
                            + " is no name of an authority. Write it without ivo:// and without a path.");
        }
    }
}
