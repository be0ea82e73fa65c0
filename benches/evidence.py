#!/usr/bin/env python3
"""How long listing and verifying evidence takes: usage: benches/evidence.py target/release/marque [COUNT ...]

Each row is the median of 20 new processes on a store of COUNT files (default 1,000, 10,000 and 100,000).
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 20
AT_ONCE = 5_000


def median(command, environment, folder, rounds=ROUNDS):
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def floor(path):
    """The least work: read the file of the database once."""
    return [sys.executable, "-c", f"open({path!r}, 'rb').read()"]


def measure(marque, count):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, MARQUE_KEYS=os.path.join(folder, "keys"), MARQUE_WHO="Bench")
        run = lambda *arguments: subprocess.run(
            [marque, *arguments], env=environment, cwd=folder, stdout=subprocess.DEVNULL, check=True
        )
        with open(os.path.join(folder, "marque.toml"), "w") as file:
            file.write('[product]\nname = "bench"\n')
        os.mkdir(os.path.join(folder, "f"))
        for at in range(count):
            with open(os.path.join(folder, "f", f"{at}.xml"), "w") as file:
                file.write(f'<testsuite name="{at}"><testcase name="a"/></testsuite>')
        run("key", "new")
        started = time.perf_counter()
        for start in range(0, count, AT_ONCE):
            files = [f"f/{at}.xml" for at in range(start, min(count, start + AT_ONCE))]
            run("evidence", "add", *files, "--points", "cra:13(2),cra:annex-1.1(1)", "--release", "1.0", "--fresh-for", "1y")
        added = time.perf_counter() - started
        nothing = median([marque, "--version"], environment, folder)
        database = os.path.join(folder, ".marque", "evidence.db")
        read = median(floor(database), environment, folder) - median([sys.executable, "-c", "0"], environment, folder)
        rows = [
            ("add", added),
            ("list", median([marque, "evidence", "list"], environment, folder)),
            ("list as JSON", median([marque, "evidence", "list", "--format", "json"], environment, folder)),
            ("list --head", median([marque, "evidence", "list", "--head"], environment, folder)),
            ("verify", median([marque, "evidence", "verify"], environment, folder, 3)),
            ("floor: an empty run", nothing),
            ("floor: the database read once", max(read, 0)),
        ]
        for name, seconds in rows:
            print(f"{count:>7} pieces  {name:<30}  {seconds * 1000:>9.1f} ms", flush=True)


if __name__ == "__main__":
    marque = os.path.abspath(sys.argv[1])
    for count in map(int, sys.argv[2:] or ["1000", "10000", "100000"]):
        measure(marque, count)
