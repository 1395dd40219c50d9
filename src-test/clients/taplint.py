"""STILTS' validator of TAP services: python3 taplint.py http://localhost:8080/tap [STAGE …]

Reports errors, failures and warnings that are not in taplint-accepted.txt, each line of which is the code of a message, what it must contain, and
why we leave it so. All stages are gone through when none is named.
"""

import os
import pathlib
import re
import subprocess
import sys

STILTS = os.environ.get("STILTS", "stilts").split()


def accepted():
    rows = []
    for line in pathlib.Path(__file__).with_name("taplint-accepted.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, part, reason = (word.strip() for word in line.split("|"))
            rows.append((code, part, reason))
    return rows


def main(base, stages):
    command = [*STILTS, "taplint", "tapurl=" + base, "report=EWFS", "maxrepeat=1000"]
    done = subprocess.run(command + (["stages=" + " ".join(stages)] if stages else []), capture_output=True, text=True, timeout=3000)
    print(done.stdout, done.stderr)
    if done.returncode or "Totals:" not in done.stdout:
        sys.exit(f"taplint ended with {done.returncode}, before it was through")
    wrong = []
    for line in done.stdout.splitlines():
        message = re.match(r"[EWF]-([A-Z]+-[A-Z0-9]+)-\d+ ", line)
        if message and not any(message[1] == code and part in line for code, part, _ in accepted()):
            wrong.append(line)
    print(f"{len(wrong)} messages that are not accepted")
    sys.exit("\n".join(wrong) if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
