"""pyVO's registry module against a registry with MAST's example records: python3 pyvo_registry.py http://localhost:8080/tap

Goes with the pyVO that Python finds, from 1.2 (which has few constraints) to the newest source.
"""

import inspect
import io
import os
import pathlib
import sys
import tempfile

# pyVO loads vocabularies from www.ivoa.net. Those that are needed are put into a cache of our own instead, so that the result does not depend on
# a network; all of pyVO but the download itself is used.
CACHE = tempfile.TemporaryDirectory()
pathlib.Path(CACHE.name, "astropy").mkdir()
os.environ["XDG_CACHE_HOME"] = CACHE.name

import pyvo  # noqa: E402
from astropy import units as u  # noqa: E402
from astropy.coordinates import SkyCoord  # noqa: E402
from astropy.time import Time  # noqa: E402
from astropy.utils.data import import_file_to_cache  # noqa: E402
from pyvo import registry  # noqa: E402
from pyvo.registry import regtap  # noqa: E402

from checks import Checks, equal, require  # noqa: E402

MAST = "ivo://archive.stsci.edu/"
checks = Checks()


def names(results):
    """The ends of the identifiers that a search found."""
    return {r.ivoid.replace(MAST, "") for r in results}


def finds(what, expected, unexpected, *constraints, **keywords):
    """Checks that a search finds some records and not some others."""
    with checks(what):
        found = names(registry.search(*constraints, **keywords))
        missing = set(expected) - found
        wrong = set(unexpected) & found
        require(not missing, f"{sorted(missing)} are missing from {sorted(found)}")
        require(not wrong, f"{sorted(wrong)} should not be among {sorted(found)}")


def use_vocabularies():
    for file in pathlib.Path(__file__).with_name("vocabularies").glob("*.json"):
        import_file_to_cache("http://www.ivoa.net/rdf/" + file.stem, str(file))


def old(base):
    """pyVO before 1.4: one function with a few arguments, one row for each interface."""
    regtap.REGISTRY_BASEURL = base
    finds("a word", ["hst"], ["vlafirst"], keywords="hubble")
    finds("words, each of which will do", ["hst", "ssap/fuse"], ["vlafirst"], keywords=["hubble", "fuse"])
    finds("a word that is nowhere", [], ["hst"], keywords="zzzzzz")
    for servicetype, expected in SERVICES.items():
        if servicetype in ("scs", "conesearch", "sia", "image", "ssa", "spectrum", "tap", "table"):
            other = "ssap/fuse" if expected != "ssap/fuse" else "siap/hst"
            keyword = {"scs": "conesearch"}.get(servicetype, servicetype)
            finds("service type " + servicetype, [expected], [other], servicetype=keyword)
    finds("a waveband", ["galex"], ["vlafirst"], waveband="uv")
    finds("a data model", ["caomtap"], ["tap/hsc"], servicetype="tap", datamodel="obscore")
    finds("auxiliary services", ["caomtap"], [], servicetype="tap", includeaux=True)
    finds("all together", ["caomtap"], [], servicetype="tap", keywords="missions", waveband="infrared", datamodel="obscore")
    with checks("a resource, with all that it has"):
        found = [r for r in registry.search(servicetype="ssa", keywords="fuse") if r.ivoid == MAST + "ssap/fuse"]
        equal(len(found), 1, "The number of interfaces")
        record = found[0]
        equal(record.standard_id, "ivo://ivoa.net/std/ssa", "The standard")
        equal(record.waveband, ["uv", "euv"], "The wavebands")
        require(record.access_url.startswith("https://"), f"The access URL is {record.access_url!r}")
        require(type(record.service).__name__ == "SSAService", f"The service is {record.service!r}")
        require(record.creators and record.res_title and record.reference_url, "Members of the record are missing")
        require(record.content_types and record.content_levels, "Members of the record are missing")
        require(record.source_format is not None, "The format of the source is missing")
        require(isinstance(record.region_of_regard, float), "The region of regard is no number")
        text = io.StringIO()
        record.describe(verbose=True, file=text)
        require("Spectrum Data Service" in text.getvalue(), f"The description is {text.getvalue()!r}")
    with checks("a table of all results"):
        table = registry.search(servicetype="conesearch").to_table()
        require("ivoid" in table.colnames and len(table) > 10, f"It has {len(table)} rows and {table.colnames}")
    with checks("the services of an IVOID"):
        equal(type(registry.ivoid2service(MAST + "caomtap", "tap")).__name__, "TAPService", "The service")
        require(registry.ivoid2service(MAST + "caomtap"), "There is no service")
    for constraint in ("author", "ucd", "ivoid", "uat", "spatial", "spectral", "temporal"):
        checks.skip("the constraint " + constraint, f"pyVO {pyvo.__version__} has none")


SERVICES = {
    "scs": "hst",
    "conesearch": "hst",
    "sia": "siap/hst",
    "sia1": "siap/hst",
    "image": "siap/hst",
    "ssa": "ssap/fuse",
    "ssap": "ssap/fuse",
    "spectrum": "ssap/fuse",
    "tap": "caomtap",
    "table": "caomtap",
    "ivo://ivoa.net/std/ssa": "ssap/fuse",
}


def constraints():
    """Every constraint, as keyword and as object."""
    finds("keywords: a word", ["hst"], ["vlafirst"], keywords="hubble")
    finds("keywords: all of several words", ["ssap/hst/fos"], ["hst", "fuse"], keywords=["hubble", "spectra"])
    finds("keywords: a phrase", ["hst"], ["vlafirst"], keywords="hubble space telescope")
    finds("keywords: with an apostrophe", [], ["hst"], keywords="hubble's o'clock")
    finds("Freetext", ["hst"], ["vlafirst"], registry.Freetext("hubble"))
    finds("a mere string", ["hst"], ["vlafirst"], "hubble")
    for servicetype, expected in SERVICES.items():
        other = "ssap/fuse" if expected != "ssap/fuse" else "siap/hst"
        finds("servicetype " + servicetype, [expected], [other], servicetype=servicetype)
    finds("servicetype: any of several", ["siap/hst", "ssap/fuse"], ["caomtap"], servicetype=("sia", "ssa"))
    finds("servicetype: SLAP, which nobody has", [], ["siap/hst"], servicetype="slap")
    for kind in ("sia2", "hats", "hips"):
        if kind in getattr(registry.rtcons, "NEW_STYLE_STDIDS", {"sia2": None}):
            finds("servicetype " + kind + ", which nobody has", [], ["siap/hst"], servicetype=kind)
    finds("servicetype with auxiliary ones", ["caomtap"], ["siap/hst"], servicetype="tap", includeaux=True)
    aux = registry.Servicetype("sia2").include_auxiliary_services()
    finds("Servicetype.include_auxiliary_services", [], ["siap/hst"], aux)
    finds("waveband", ["galex"], ["vlafirst"], waveband="UV")
    finds("waveband: any of several", ["galex", "vlafirst"], [], waveband=("uv", "radio"))
    with checks("waveband: one that does not exist"):
        try:
            registry.search(waveband="junk")
            raise AssertionError("pyVO took the waveband junk")
        except pyvo.DALQueryError as e:
            require("vocabulary" in str(e), str(e))
    finds("author", ["hlsp/phat"], ["vlafirst"], author="Dalcanton%")
    finds("author: nobody", [], ["hlsp/phat"], author="dalcanton%")
    finds("ucd", ["gsc/gsc2.4"], ["hlsp/phat"], ucd="phot.mag%")
    finds("ucd: any of several", ["gsc/gsc2.4", "tap/gaiadr3"], ["hlsp/phat"], ucd=("phot.mag%", "pos.parallax%"))
    finds("datamodel obscore", ["caomtap"], ["tap/hsc"], datamodel="ObsCore")
    finds("datamodel regtap", ["regtap"], ["caomtap"], datamodel="regtap")
    finds("datamodel epntap, which nobody has", [], ["caomtap"], datamodel="epntap")
    if "obscore_new" in registry.Datamodel._known_dms:
        finds("datamodel obscore_new, which nobody has", [], ["caomtap"], datamodel="obscore_new")
    finds("ivoid", ["hst"], ["fuse"], ivoid=MAST + "HST")
    finds("ivoid: any of several", ["hst", "fuse"], ["galex"], ivoid=(MAST + "hst", MAST + "fuse"))
    if hasattr(registry, "UAT"):
        finds("uat", ["hst"], [], uat="ultraviolet-astronomy")
        up = registry.UAT("spiral-galaxies", expand_up=1)
        down = registry.UAT("galaxies", expand_down=2)
        with checks("UAT, with wider and narrower concepts"):
            narrow = names(registry.search(uat="spiral-galaxies"))
            require(narrow, "Nobody has spiral-galaxies")
            require(narrow <= names(registry.search(up)), "With wider concepts there is less")
            require(narrow <= names(registry.search(down)), "Among the narrower concepts one is missing")
    else:
        checks.skip("uat", f"pyVO {pyvo.__version__} has none")


def space_time_energy():
    """Coverages. Of the examples, PHAT is in M 31, the UDF is a tiny field, and Gaia is all sky."""
    m31 = (10.68, 41.27)
    center = SkyCoord(*m31, unit="deg")
    all_sky, phat, udf = "tap/gaiadr3", "hlsp/phat", "hlsp/udf"
    finds("spatial: a point", [all_sky], [udf], spatial=m31)
    finds("spatial: SkyCoord", [all_sky], [udf], spatial=center)
    finds("spatial: a circle", [all_sky], [phat, udf], spatial=(*m31, 3))
    finds("spatial: SkyCoord and degrees", [all_sky], [phat, udf], registry.Spatial((center, 3)))
    if "Quantity" in inspect.getsource(registry.Spatial):
        finds("spatial: SkyCoord and a quantity", [all_sky], [phat], registry.Spatial((center, 0.1 * u.rad)))
    finds("spatial: a polygon", [all_sky], [phat, udf], spatial=[23, -40, 26, -39, 25, -43])
    finds("spatial: a MOC", [all_sky], [phat, "vlafirst"], spatial="0/1-3 3/")
    finds("spatial: another order", [all_sky, phat], [udf], registry.Spatial((11.4706, 42.0104), order=8))
    if "intersect" in inspect.signature(registry.Spatial.__init__).parameters:
        finds("spatial: overlaps", [all_sky, phat], [udf], registry.Spatial((*m31, 3), intersect="overlaps"))
        finds("spatial: enclosed", [phat], [all_sky, udf], registry.Spatial((*m31, 10), intersect="enclosed"))
        finds("spatial: enclosed by a MOC", [all_sky, phat, udf], ["api"],
              registry.Spatial("0/0-11", intersect="enclosed"))
        finds("spatial: a MOC overlaps", [all_sky, phat], [udf], registry.Spatial("3/0-200", intersect="overlaps"))
    if "inclusive" in inspect.signature(registry.Spatial.__init__).parameters:
        finds("spatial: or none declared", [all_sky], [udf], registry.Spatial((*m31, 3), inclusive=True))
        finds("spectral: or none declared", ["hst", "api"], ["vlafirst"],
              registry.Spectral(500 * u.nm, inclusive=True))
        finds("temporal: or none declared", ["iue", "api"], ["galex"],
              registry.Temporal((45000, 46000), inclusive=True))
    finds("spectral: a wavelength", ["hst"], ["vlafirst"], spectral=500 * u.nm)
    finds("spectral: a frequency", ["vlafirst"], ["hst"], spectral=1.4 * u.GHz)
    finds("spectral: an energy", ["euve"], ["vlafirst"], spectral=100 * u.eV)
    finds("spectral: joules", ["hst"], ["vlafirst"], spectral=4e-19)
    # As energies, and so from the longer wavelength to the shorter: pyVO does not sort them, and an interval that ends before it begins
    # overlaps nothing by the catalogue of functions.
    finds("spectral: an interval", ["hst", "kepler"], ["vlafirst"], spectral=(6000 * u.Angstrom, 5000 * u.Angstrom))
    finds("spectral: an interval the wrong way round", [], ["hst"], spectral=(5000 * u.Angstrom, 6000 * u.Angstrom))
    finds("spectral: an interval in GHz", ["vlafirst"], ["hst"], registry.Spectral((1 * u.GHz, 2 * u.GHz)))
    finds("temporal: a day", ["galex"], ["iue"], temporal=Time("2010-01-10"))
    finds("temporal: an MJD", ["iue"], ["galex"], temporal=45000)
    finds("temporal: an interval", ["iue"], ["galex"], temporal=(45000, 46000))
    finds("temporal: an interval of times", ["galex"], ["iue"],
          registry.Temporal((Time("2010-01-10"), Time("2010-02-10"))))


def combined():
    """Constraints together must all hold."""
    finds("two keywords arguments", ["galex"], ["hst", "vlafirst"], keywords="galex", waveband="uv")
    finds("many together", ["ssap/fuse"], ["ssap/iue", "fuse"], registry.Servicetype("ssa"),
          registry.Waveband("uv"), registry.Spatial((10, 10)), registry.Spectral(100 * u.nm),
          registry.Temporal((52000, 53000)), keywords="fuse")
    finds("those that contradict each other", [], ["hst", "vlafirst"], ivoid=MAST + "hst", waveband="radio")
    with checks("maxrec"):
        if "maxrec" in inspect.signature(registry.search).parameters:
            equal(len(registry.search(servicetype="scs", maxrec=2)), 2, "The number of records")
    with checks("the query itself"):
        query = registry.get_RegTAP_query(servicetype="tap", keywords="missions")
        require("UNION" in query, "pyVO does not see that we have UNION: " + query)
        require(len(regtap.get_RegTAP_service().run_sync(query)) > 0, "It finds nothing")
    with checks("an unknown constraint"):
        try:
            registry.search(nonsense="x")
            raise AssertionError("pyVO took it")
        except (TypeError, pyvo.DALQueryError):
            pass


def objects():
    """What the results are good for."""
    with checks("a summary, and all records to their end"):
        found = registry.search(keywords="ultraviolet", servicetype=("ssa", "scs"))
        summary = found.get_summary()
        equal(len(summary), len(found), "The number of rows of the summary")
        require(len(found) > 5, f"There are only {len(found)}")
        require(len(found.to_table()) == len(found), "The table is shorter")
        for record in found:
            require(found[record.ivoid].ivoid == record.ivoid, "Records by IVOID are mixed up")
            text = io.StringIO()
            record.describe(verbose=True, file=text)
            require(record.ivoid in text.getvalue(), "The description lacks the IVOID")
            require(record.access_modes(), record.ivoid + " has no access mode")
            for name in ("res_type", "short_name", "res_title", "content_levels", "res_description", "reference_url",
                         "creators", "created", "updated", "rights", "content_types", "source_format",
                         "source_value", "region_of_regard", "waveband"):
                if hasattr(type(record), name):
                    getattr(record, name)
    with checks("a record by its short name"):
        equal(registry.search(servicetype="ssa")["FUSE SSAP" if "FUSE SSAP" in shorts("ssa") else shorts("ssa")[0]]
              .res_type, "vs:catalogservice", "The type")
    with checks("a data collection with a cone search"):
        hst = registry.search(ivoid=MAST + "hst")[0]
        equal(hst.short_name, "HST", "The short name")
        require("conesearch" in hst.access_modes(), f"The access modes are {hst.access_modes()}")
        require("uv" in hst.waveband and "optical" in hst.waveband, f"The wavebands are {hst.waveband}")
        require(hst.res_type.startswith("vs:"), f"The type is {hst.res_type}")
        require(hst.region_of_regard is None or hst.region_of_regard > 0, "The region of regard is not a number")
        equal(hst.get_contact(), "Archive Help Desk <archive@stsci.edu>", "The contact")
        cone = hst.get_service("conesearch")
        equal(type(cone).__name__, "SCSService", "The service")
        require(hst.get_interface(service_type="conesearch").access_url.startswith("https://"), "No access URL")
        tables = hst.get_tables()
        require("hst" in tables, f"The tables are {list(tables)}")
        columns = {c.name: c for c in tables["hst"].columns}
        require(any(c.ucd == "pos.eq.ra;meta.main" for c in columns.values()), f"The columns are {list(columns)}")
        require(tables["hst"].origin is hst, "The table does not know its record")
    with checks("a search within a service type has one service"):
        fuse = registry.search(ivoid=MAST + "ssap/fuse", servicetype="ssa")[0]
        equal(type(fuse.service).__name__, "SSAService", "The service")
        equal(fuse.standard_id, "ivo://ivoa.net/std/ssa", "The standard")
        require(fuse.access_url == fuse.service.baseurl.rstrip("?&") or fuse.access_url.startswith("https://"), "No URL")
    with checks("a service with capabilities of VOSI, which are left out"):
        caom = registry.search(ivoid=MAST + "caomtap")[0]
        require(any(i.is_vosi for i in caom.interfaces), "There are no interfaces of VOSI")
        require(not any("vosi" in mode for mode in caom.access_modes()), f"Access modes are {caom.access_modes()}")
        equal(type(caom.get_service("tap")).__name__, "TAPService", "The service")
        equal(caom.get_interface(service_type="tap", std_only=True).type, "vs:paramhttp", "The interface's type")
        if hasattr(caom, "list_interfaces"):
            require(caom.list_interfaces("tap"), "No interfaces are listed")
            require(all(i.is_user_visible for i in caom.list_interfaces()), "An interface is not for users")
        require("ivoa.obscore" in caom.get_tables(), "ivoa.obscore is missing")
        try:
            caom.get_service("sia")
            raise AssertionError("pyVO found an SIA service")
        except ValueError:
            pass
    with checks("a DOI"):
        phat = registry.search(ivoid=MAST + "hlsp/phat")[0]
        equal(phat.get_alt_identifiers(), ["doi:10.17909/T91S30"], "The alternative identifiers")
        require(any("Dalcanton" in c for c in phat.creators), f"The creators are {phat.creators}")
    with checks("the subjects, which pyVO has no method for"):
        subjects = regtap.get_RegTAP_service().run_sync(
            f"SELECT res_subject FROM rr.res_subject WHERE ivoid = '{MAST}hst'")["res_subject"]
        require("hubble-space-telescope" in subjects, f"The subjects are {subjects}")


def shorts(servicetype):
    return [r.short_name for r in registry.search(servicetype=servicetype)]


def main(base):
    print("pyVO", pyvo.__version__, "of", pyvo.__file__)
    if not hasattr(registry, "Freetext"):
        old(base)
        checks.end()
    use_vocabularies()
    registry.choose_RegTAP_service(base)
    with checks("the service is chosen"):
        equal(registry.get_RegTAP_service_url() if hasattr(registry, "get_RegTAP_service_url") else base, base,
              "The address")
        equal(regtap.get_RegTAP_service().baseurl, base, "The address of the service")
    constraints()
    space_time_energy()
    combined()
    objects()
    checks.end()


if __name__ == "__main__":
    main(sys.argv[1])
