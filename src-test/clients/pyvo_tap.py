"""pyVO's TAP client against a registry with MAST's example records: python3 pyvo_tap.py http://localhost:8080/tap"""

import datetime
import io
import sys
import urllib.request

import pyvo
from astropy.table import Table
from pyvo.dal import tap

from checks import Checks, equal, require

HST = "ivo://archive.stsci.edu/hst"
checks = Checks()


def description(service):
    with checks("availability"):
        require(service.available, "It says that it is not available")
        require(service.up_since is not None, "It does not say since when")
    with checks("capabilities"):
        ids = {c.standardid for c in service.capabilities}
        for name in ("TAP", "VOSI#capabilities", "VOSI#availability", "VOSI#tables", "DALI#examples"):
            require("ivo://ivoa.net/std/" + name in ids, f"{name} is missing from {ids}")
        capability = [c for c in service.capabilities if c.standardid == "ivo://ivoa.net/std/TAP"][0]
        adql = [language for language in capability.languages if language.name == "ADQL"][0]
        old = not hasattr(adql, "get_feature")
        features = {(group.type, feature.form) for group in adql.languagefeaturelists for feature in group}
        for feature, form in (("features-adql-sets", "UNION"), ("features-adqlgeo", "CONTAINS"),
                              ("features-adql-string", "ILIKE"), ("features-adql-common-table", "WITH")):
            key = ("ivo://ivoa.net/std/TAPRegExt#" + feature, form)
            require(key in features and (old or adql.get_feature(*key)), form + " is missing")
        key = ("ivo://org.gavo.dc/std/exts#extra-adql-keywords", "MOC")
        require(key in features and (old or adql.get_feature(*key)), "MOC is missing")
        require(old or adql.get_udf("ivo_hasword") is not None, "ivo_hasword is missing")
        require(len(capability.outputformats) > 5, "Formats are missing")
        capability.describe()
    with checks("limits"):
        require(0 < service.maxrec < service.hardlimit, f"maxrec {service.maxrec}, hardlimit {service.hardlimit}")
        methods = {m.ivo_id for m in service.upload_methods}
        equal(methods, {f"ivo://ivoa.net/std/TAPRegExt#upload-{m}" for m in ("inline", "http", "https")}, "Uploads")
    with checks("tables"):
        tables = service.tables
        for name in ("rr.resource", "tap_schema.tables"):
            require(name in tables.keys(), f"{name} is not among {list(tables.keys())}")
        equal(len([t for t in tables.keys() if t.startswith("rr.")]), 18, "The number of tables of rr")
        resource = tables["rr.resource"]
        columns = {c.name: c for c in resource.columns}
        require("ivoid" in columns and columns["ivoid"].description, "ivoid is not described")
        require(resource.description, "rr.resource is not described")
        for table in tables:
            require(len(table.columns) > 0, f"{table.name} has no columns")
        tables.describe()
        resource.describe()
    with checks("examples, which are executed"):
        require(len(service.examples) > 10, f"There are only {len(service.examples)}")
        for example in service.examples:
            example.execute()
    with checks("a description of the service"):
        service.describe()


def synchronous(service):
    with checks("a query"):
        found = service.run_sync(f"SELECT ivoid, short_name, region_of_regard FROM rr.resource WHERE ivoid = '{HST}'")
        equal(found.query_status, "OK", "The status")
        equal(len(found), 1, "The number of rows")
        equal(str(found[0]["short_name"]), "HST", "The short name")
        equal(found.fieldnames, ("ivoid", "short_name", "region_of_regard"), "The columns")
        equal(found.getdesc("region_of_regard").unit.to_string(), "deg", "The unit")
        equal(found.getdesc("short_name").utype, "xpath:shortName", "The utype")
        require(found.getdesc("ivoid").description, "The column is not described")
    with checks("search is the same"):
        equal(len(service.search("SELECT TOP 3 ivoid FROM rr.resource")), 3, "The number of rows")
        equal(len(pyvo.tablesearch(service.baseurl, "SELECT TOP 3 ivoid FROM rr.resource")), 3, "The number of rows")
    with checks("letters of all the world, and NULL"):
        found = service.run_sync("SELECT TOP 1 'naïve ★' AS t, CAST(NULL AS INTEGER) AS i FROM rr.resource").to_table()
        equal(str(found["t"][0]), "naïve ★", "The text")
        require(found["i"].mask[0], "NULL is " + repr(found["i"][0]))
    with checks("maxrec, and overflow"):
        few = service.run_sync("SELECT ivoid FROM rr.resource", maxrec=5)
        equal(len(few), 5, "The number of rows")
        require("OVERFLOW" in [i.value for r in few.votable.resources for i in r.infos], "OVERFLOW is missing")
    with checks("by POST, with a long query"):
        long = " OR ".join(f"ivoid = 'ivo://example.org/{i}'" for i in range(400))
        query = service.create_query(f"SELECT ivoid FROM rr.resource WHERE ivoid = '{HST}' OR {long}")
        equal(len(tap.TAPResults(_parse(query.execute_stream(post=True)))), 1, "The number of rows")
    with checks("a wrong query"):
        try:
            service.run_sync("SELECT res_titel FROM rr.resource")
            raise AssertionError("It was answered")
        except pyvo.DALQueryError as e:
            require("There is no column 'res_titel'" in str(e) and "res_title" in str(e), str(e))
    with checks("an upload"):
        mine = Table({"id": [HST, "ivo://nobody/else"], "n": [1, 2]})
        found = service.run_sync("SELECT n, short_name FROM TAP_UPLOAD.mine JOIN rr.resource ON ivoid = id",
                                 uploads={"mine": mine})
        equal([(int(r["n"]), str(r["short_name"])) for r in found], [(1, "HST")], "The rows")
    with checks("an upload of a result, and of a file"):
        first = service.run_sync(f"SELECT ivoid, res_title FROM rr.resource WHERE ivoid = '{HST}'")
        found = service.run_sync("SELECT u.* FROM TAP_UPLOAD.mine AS u NATURAL JOIN rr.resource", uploads={"mine": first})
        equal(str(found[0]["res_title"]), str(first[0]["res_title"]), "The title")
        file = io.BytesIO()
        first.to_table().write(file, format="votable")
        file.seek(0)
        equal(len(service.run_sync("SELECT * FROM TAP_UPLOAD.mine", uploads={"mine": file})), 1, "The number of rows")


def _parse(stream):
    from astropy.io.votable import parse
    return parse(io.BytesIO(stream.read()))


def asynchronous(service):
    query = f"SELECT ivoid, short_name FROM rr.resource WHERE ivoid = '{HST}'"
    with checks("run_async"):
        equal(len(service.run_async(query)), 1, "The number of rows")
    with checks("a job, step by step"):
        job = service.submit_job(query, maxrec=10)
        equal(job.phase, "PENDING", "The phase")
        old = not hasattr(tap.TAPService, "get_tap_capability")  # it looks for a parameter "query" in small letters
        equal(job.query, "" if old else query, "The query")
        job.query = query + " AND 1 = 1"
        equal(job.query, "" if old else query + " AND 1 = 1", "The new query")
        job.execution_duration = 60
        seconds = job.execution_duration
        equal(int(seconds.sec if hasattr(seconds, "sec") else seconds), 60, "The execution duration")
        soon = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0) + datetime.timedelta(1)
        job.destruction = soon
        require(str(job.destruction).startswith(soon.strftime("%Y-%m-%dT%H:%M:%S"))
                or str(job.destruction).startswith(soon.strftime("%Y-%m-%d %H:%M:%S")), f"It ends at {job.destruction}")
        require(job.owner is None and job.quote is None, f"owner {job.owner}, quote {job.quote}")
        equal(job.uws_version, "1.1", "The version of UWS")
        job.run().wait(timeout=60.)
        equal(job.phase, "COMPLETED", "The phase")
        job.raise_if_error()
        require(job.result_uri.endswith("/results/result") and job.result_uris == [job.result_uri], f"{job.result_uris}")
        equal(str(job.fetch_result()[0]["short_name"]), "HST", "The short name")
        equal(service.get_job(job.job_id).phase, "COMPLETED", "The phase as the service tells it")
        url = job.url
        job.delete()
        try:
            tap.AsyncTAPJob(url)
            raise AssertionError("The job is still there")
        except pyvo.DALServiceError as e:
            require("404" in str(e) or "There is no job" in str(e), str(e))
    with checks("a job that is aborted"):
        with service.submit_job(query) as job:
            job.abort()
            equal(job.phase, "ABORTED", "The phase")
    with checks("a job with a wrong query"):
        with service.submit_job("SELECT res_titel FROM rr.resource") as job:
            job.run().wait(timeout=60.)
            equal(job.phase, "ERROR", "The phase")
            try:
                job.raise_if_error()
                raise AssertionError("There is no error")
            except pyvo.DALQueryError as e:
                require("Query Error" in str(e), str(e))
            with urllib.request.urlopen(job.url + "/error") as answer:
                require("There is no column 'res_titel'" in answer.read().decode(), "The error does not say what it is")
    with checks("a job with an upload"):
        mine = Table({"id": [HST]})
        adql = "SELECT short_name FROM TAP_UPLOAD.mine JOIN rr.resource ON ivoid = id"
        equal(str(service.run_async(adql, uploads={"mine": mine})[0]["short_name"]), "HST", "The short name")
        with service.submit_job(adql) as job:
            job.upload(mine=mine)
            job.run().wait(timeout=60.)
            equal(str(job.fetch_result()[0]["short_name"]), "HST", "The short name, with an upload that came later")
    with checks("a job that has more rows than MAXREC"):
        with service.submit_job("SELECT ivoid FROM rr.resource", maxrec=5) as job:
            job.run().wait(timeout=60.)
            equal(len(job.fetch_result()), 5, "The number of rows")
    with checks("the list of jobs, which is empty for senders who are not known"):
        equal(list(service.get_job_list()), [], "The list")
        equal(list(service.get_job_list(phases=["COMPLETED"], last=3, after=datetime.datetime(2020, 1, 1))), [], "The list")


def main(base):
    print("pyVO", pyvo.__version__, "of", pyvo.__file__)
    service = tap.TAPService(base)
    description(service)
    synchronous(service)
    asynchronous(service)
    checks.end()


if __name__ == "__main__":
    main(sys.argv[1])
