"""Runs checks one after the other; says what went wrong in a sentence each."""

import contextlib
import sys
import traceback
import warnings


class Checks:
    """Counts what was checked. Use `with checks("what is tried"):` around each, and `checks.end()` at the end."""

    def __init__(self):
        self.done = 0
        self.failed = 0
        self.skipped = []

    @contextlib.contextmanager
    def __call__(self, what):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
            self.done += 1
            print("ok      ", what)
        except Exception as problem:  # each check is on its own
            self.failed += 1
            print("FAILED  ", what + ":", type(problem).__name__, str(problem)[:2000])
            where = traceback.extract_tb(problem.__traceback__)[0]
            for step in traceback.extract_tb(problem.__traceback__):
                if step.filename.endswith(sys.argv[0].rsplit("/", 1)[-1]):
                    where = step
            print("          in line", where.lineno, "of", where.filename + ":", where.line)

    def skip(self, what, why):
        """Notes what this client cannot do."""
        self.skipped.append(what)
        print("skipped ", what + ":", why)

    def end(self):
        """Ends the program, with 1 when a check failed."""
        print(f"{self.done} checks succeeded, {self.failed} failed, {len(self.skipped)} were skipped")
        sys.exit(1 if self.failed or not self.done else 0)


def require(condition, sentence):
    """Fails with a sentence when something is not as it must be."""
    if not condition:
        raise AssertionError(sentence)


def equal(found, expected, what):
    """Fails when two values differ."""
    require(found == expected, f"{what} is {found!r}, but should be {expected!r}")
