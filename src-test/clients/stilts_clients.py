"""STILTS' TAP client and TOPCAT's registry client against MAST's example records: python3 stilts_clients.py http://localhost:8080/tap

The task regquery of STILTS is left out: it speaks the older SOAP interface of registries and cannot ask a RegTAP service. TOPCAT asks RegTAP with
classes that are in STILTS, too; they are called by TopcatRegistry.java, if there is a java and Debian's /usr/share/java.
"""

import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from checks import Checks, equal, require

HST = "ivo://archive.stsci.edu/hst"
STILTS = os.environ.get("STILTS", "stilts").split()
TABLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
<FIELD name="id" datatype="char" arraysize="*"/><FIELD name="number" datatype="int"/>
<FIELD name="text" datatype="unicodeChar" arraysize="*"/>
<DATA><TABLEDATA><TR><TD>{HST}</TD><TD>1</TD><TD>naïve ★</TD></TR><TR><TD>ivo://nobody/else</TD><TD>2</TD><TD/></TR>
</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
"""
checks = Checks()


def stilts(*arguments, fails=False, errors=False):
    """What STILTS prints, with what it says beside that when it fails or `errors` is set."""
    done = subprocess.run([*STILTS, *arguments], capture_output=True, text=True, timeout=300)
    require((done.returncode != 0) == fails, f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout + (done.stderr if fails or errors else "")


def tapquery(base, adql, **more):
    """The lines of the result as CSV, without the first."""
    options = {"ofmt": "csv(header=false)", "sync": "true", **more}
    return stilts("tapquery", "tapurl=" + base, "adql=" + adql, *(f"{k}={v}" for k, v in options.items())).splitlines()


def queries(base):
    query = f"SELECT ivoid, short_name FROM rr.resource WHERE ivoid = '{HST}'"
    for name, sync in (("synchronous", "true"), ("asynchronous", "false")):
        with checks("tapquery, " + name):
            equal(tapquery(base, query, sync=sync), [HST + ",HST"], "The result")
        with checks("tapquery, " + name + ", in other ways"):
            equal(tapquery(base, query, sync=sync, language="ADQL-2.1", compress="true", interface="tap1.1"),
                  [HST + ",HST"], "The result")
            equal(len(tapquery(base, "SELECT ivoid FROM rr.resource", sync=sync, maxrec="7")), 7, "The number of rows")
        with checks("tapquery, " + name + ", of a wrong query"):
            said = stilts("tapquery", "tapurl=" + base, "sync=" + sync, "adql=SELECT res_titel FROM rr.resource",
                          "parse=false", fails=True)
            require("There is no column 'res_titel'" in said, said)
    with checks("tapquery, with a query checked beforehand"):
        equal(tapquery(base, query, parse="true"), [HST + ",HST"], "The result")
    with checks("tapquery, asynchronous, for a short time"):
        equal(tapquery(base, query, sync="false", executionduration="30", destruction="2100-01-01T00:00:00",
                       delete="always", poll="100", progress="false"), [HST + ",HST"], "The result")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "mine.xml")
        file.write_text(TABLE, encoding="utf-8")
        adql = "SELECT number, short_name, text FROM TAP_UPLOAD.mine JOIN rr.resource ON ivoid = id"
        for sync in ("true", "false"):
            for form in ("TABLEDATA", "BINARY", "BINARY2"):
                with checks(f"tapquery with an upload as {form}, sync={sync}"):
                    equal(tapquery(base, adql, sync=sync, nupload="1", upload1=file, ufmt1="votable", upname1="mine",
                                   upvotformat=form), ["1,HST,naïve ★"], "The result")
        with checks("tapquery with two uploads"):
            equal(tapquery(base, "SELECT a.number FROM TAP_UPLOAD.mine AS a JOIN TAP_UPLOAD.yours AS b ON a.id = b.id",
                           nupload="2", upload1=file, ufmt1="votable", upname1="mine", upload2=file, ufmt2="votable",
                           upname2="yours"), ["1", "2"], "The result")
    with checks("tapresume"):
        submitted = stilts("tapquery", "tapurl=" + base, "adql=" + query, "sync=false", "delete=never",
                           "omode=discard", "progress=true", errors=True)
        jobs = [word for word in submitted.replace("\n", " ").split(" ") if "/async/" in word]
        require(jobs, f"The job's address is not in {submitted!r}")
        resumed = stilts("tapresume", "joburl=" + jobs[-1], "ofmt=csv(header=false)", "progress=false", "delete=always")
        equal(resumed.splitlines(), [HST + ",HST"], "The result")


def topcat(base):
    jars = glob.glob("/usr/share/java/starlink-vo*.jar")
    if not jars or not shutil.which("java"):
        checks.skip("TOPCAT's registry client", "there is no java, or no /usr/share/java/starlink-vo.jar")
        return
    source = str(pathlib.Path(__file__).with_name("TopcatRegistry.java"))
    done = subprocess.run(["java", "-cp", "/usr/share/java/*", source, base], capture_output=True, text=True, timeout=300)
    with checks("TOPCAT's registry client"):
        equal(done.returncode, 0, "The exit code of " + done.stderr[-2000:])
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    starts = {line[0] for line in lines}
    for start in ("any CONESEARCH", "any SIA", "any SSA", "any TAP", "both CONESEARCH", "both SIA", "both SSA", "both TAP"):
        with checks("TOPCAT's search for words in services: " + start):
            require(start in starts, f"There is none among {starts}")
    with checks("TOPCAT's look for two identifiers"):
        found = {line[1]: line for line in lines if line[0] == "ids CONESEARCH"}
        equal(set(found), {HST, "ivo://archive.stsci.edu/fuse"}, "The identifiers")
        equal(found[HST][2:3] + found[HST][4:5], ["HST", "Archive Help Desk <archive@stsci.edu>"], "Name and contact")
        require("hubble-space-telescope" in found[HST][5] and found[HST][6].startswith("https://"), f"It has {found[HST]}")
    with checks("TOPCAT finds registries in the registry"):
        require(any(line[0].startswith("registry http") for line in lines), f"It finds none: {done.stderr[-1000:]}")


def main(base):
    print(stilts("-version").strip().splitlines()[2].strip())
    checks.skip("regquery", "it speaks SOAP, not RegTAP")
    queries(base)
    topcat(base)
    checks.end()


if __name__ == "__main__":
    main(sys.argv[1])
