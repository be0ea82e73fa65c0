#!/usr/bin/env python3
"""run.py MARQUE GROUND [--rounds N] [--list]: every row of discovery's benchmark, as Markdown. README.md says what GROUND holds."""

import argparse
import contextlib
import os
import subprocess
import tempfile
import time
import tomllib

import found

# Public repositories, with the first digits of the commit that was measured.
TREES = {
    "crewAI-examples": "da94a91e", "private-gpt": "ab89a0d6", "anything-llm": "72aabbd1", "flowise": "ababf4c8",
    "ruff": "fca5c7cf", "omicron": "b848b6df", "moby": "b985e231", "thingsboard": "dfe65d5a", "jellyfin": "c3ed1407",
    "koel": "41cab99f", "django-DefectDojo": "7cfa159a", "biome": "18883b7d", "torchserve": "62c4d6a1",
    "onnxruntime-inference-examples": "428b0399", "rootfs-debian12": "debootstrap",
}
JUDGED = ["crewAI-examples", "onnxruntime-inference-examples", "anything-llm"]
WITHOUT_MODELS = ["koel", "jellyfin", "biome", "moby", "django-DefectDojo"]


def once(command, out=os.devnull):
    """Wall seconds, CPU seconds and exit code of one process."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    return wall, used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)


def peak(command):
    """Peak MiB of one process, by GNU time: what the kernel says of a child of this one holds its parent's memory, too."""
    if not os.path.exists("/usr/bin/time"):
        return float("nan")
    lines = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(lines.stderr.split()[-1]) / 1024


def medians(commands, rounds):
    """The median of each figure of each command, in interleaved rounds after one that does not count."""
    runs = {name: [] for name in commands}
    for at in range(rounds + 1):
        for name, command in commands.items():
            figures = once(command)
            if at:
                runs[name].append(figures)
    return {name: [sorted(one)[len(one) // 2] for one in zip(*figures)] for name, figures in runs.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("marque")
    parser.add_argument("ground")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="name what is missing")
    parser.add_argument("--no-times", action="store_true")
    asked = parser.parse_args()
    ground = os.path.abspath(asked.ground)
    marque = os.path.abspath(asked.marque)
    folder = tempfile.mkdtemp()
    document = os.path.join(folder, "bom.json")
    tree = lambda name: os.path.join(ground, "trees", name)
    trees = [name for name in TREES if os.path.isdir(tree(name))]

    def scan(path, *more):
        once([marque, "scan", path, "--format", "cyclonedx", "--spec", "1.6", *more], document)
        return document

    def row(title, result):
        got, of, decoys, missing = result
        share = f"{100 * got / of:.2f} %" if of else "-"
        print(f"| {title} | {got} of {of} ({share}) | {len(decoys)} {', '.join(decoys)} |")
        if asked.list:
            for one in missing:
                print(f"  - {one}")

    print("| what | found | decoys |\n|---|---|---|")
    fix = lambda name: os.path.join(ground, "fix", name)
    row("lockfile shapes", found.lockfiles(scan(fix("lockfix")), fix("lockfix.truth.tsv")))
    row("AI assets", found.ai_assets(scan(fix("aifix")), fix("aifix.truth.tsv")))
    script = os.path.join(ground, "fixtures", "lock_truth.py")
    for name in trees:
        result = found.recall(scan(tree(name)), tree(name), script)
        if result[1]:
            row(f"pins of {name}", result)
    for name in JUDGED:
        if name in trees:
            row(f"AI identities of {name}", found.identities(scan(tree(name)), os.path.join(ground, "truth", f"{name}.tsv")))
    for name in WITHOUT_MODELS:
        if name in trees:
            claims = found.models(scan(tree(name)))
            print(f"| models claimed in {name} | {len(claims)} {'; '.join(claims)} | |")
    if not asked.no_times:
        times(marque, ground, trees, tree, asked.rounds, folder)


CODE = (".py", ".ts", ".tsx", ".js", ".go", ".rs", ".java", ".php", ".cs", ".c")


def code_file(path):
    """The file of code in the middle of all by size; none where there is no code."""
    files = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name not in (".git", "node_modules")]
        paths = (os.path.join(folder, name) for name in names if name.endswith(CODE))
        files += [(os.path.getsize(file), file) for file in paths if os.path.isfile(file) and not os.path.islink(file)]
    return sorted(files)[len(files) // 2][1] if files else None


@contextlib.contextmanager
def edited(file, path):
    """With an empty line more at the end of a file; without one, with a new file of notes."""
    new = os.path.join(path, "benchmark-notes.txt")
    before = open(file, "rb").read() if file else None
    try:
        open(file or new, "ab").write(b"\n")
        yield
    finally:
        if file:
            open(file, "wb").write(before)
        else:
            os.remove(new)


@contextlib.contextmanager
def with_another(path):
    """With a manifest more, that names a package."""
    new = os.path.join(path, "requirements-benchmark.txt")
    try:
        open(new, "w").write("flask==3.0.2\n")
        yield
    finally:
        os.remove(new)


def words():
    """What the detectors look for anywhere in a text. Packages and modules are looked up where something is imported."""
    found = set()
    detectors = os.path.join(os.path.dirname(__file__), "..", "..", "detectors")
    for name in os.listdir(detectors):
        # `x.toml` is a detector file; `x.Cargo.toml` is a fixture.
        if name.endswith(".toml") and name.count(".") == 1:
            with open(os.path.join(detectors, name), "rb") as file:
                for detector in tomllib.load(file)["detector"]:
                    for key in ("text", "settings", "hosts", "keys", "images", "actions"):
                        found.update(detector.get(key, []))
    return sorted(found)


def times(marque, ground, trees, tree, rounds, folder):
    peer = lambda name: os.path.join(ground, "bin", name)
    own = os.path.join(os.path.dirname(marque), "examples", "floor")
    assert os.path.exists(own), f"{own} is missing: cargo build --release -p scan --example floor"
    list_of_words = os.path.join(folder, "words")
    with open(list_of_words, "w") as file:
        file.write("\n".join(words()))
    peers = [name for name in ("trivy", "airom") if os.path.exists(peer(name))]
    print("\nleft out:", ", ".join({"trivy", "airom"} - set(peers)) or "nobody")
    print(
        "\n| tree | floor s | marque s | × floor | floor of 64 words s | × that | trivy + airom s | × both | peak MiB | walk s | stat s | re-scan s | × walk | × stat | a package more s | × walk |"
        "\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    )
    snapshot = os.path.join(folder, "snapshot")
    for name in trees:
        path = tree(name)
        once([marque, "scan", path, "--save", snapshot, "--format", "cyclonedx"])
        commands = {
            "floor": [own, path, list_of_words],
            "words": [peer("floor"), "ac", path, "2"],
            "walk": [peer("floor"), "walk", path, "2"],
            "stat": [peer("floor"), "stat", path, "2"],
            "marque": [marque, "scan", path, "--format", "cyclonedx"],
            "again": [marque, "scan", path, "--since", snapshot, "--format", "cyclonedx"],
        }
        out = os.path.join(folder, "peer.json")
        if "trivy" in peers:
            quiet = ["--offline-scan", "--skip-db-update", "--skip-java-db-update", "--include-dev-deps", "-q"]
            commands["trivy"] = [peer("trivy"), "fs", *quiet, "--format", "cyclonedx", "-o", out, path]
        if "airom" in peers:
            commands["airom"] = [peer("airom"), "fs", path, "--offline", "-q", "-o", f"cyclonedx={out}"]
        again = {"again": commands.pop("again")}
        figures = medians(commands, rounds)
        with edited(code_file(path), path):
            figures |= medians(again | {"walk": commands["walk"]}, rounds)
        with with_another(path):
            figures["telling"] = medians(again, rounds)["again"]
        wall = lambda name: figures[name][0]
        both = sum(wall(one) for one in peers)
        print(
            f"| {name} | {wall('floor'):.3f} | {wall('marque'):.3f} | {wall('marque') / wall('floor'):.2f} | "
            f"{wall('words'):.3f} | {wall('marque') / wall('words'):.2f} | {both:.3f} | "
            f"{wall('marque') / both if both else 0:.2f} | {peak(commands['marque']):.0f} | {wall('walk'):.3f} | {wall('stat'):.3f} | "
            f"{wall('again'):.3f} | {wall('again') / wall('walk'):.2f} | {wall('again') / wall('stat'):.2f} | "
            f"{wall('telling'):.3f} | {wall('telling') / wall('walk'):.2f} |",
            flush=True,
        )
    empty = tempfile.mkdtemp()
    command = [marque, "scan", empty, "--format", "cyclonedx"]
    figures = medians({"empty": command}, rounds)
    print(f"\nempty tree, from start to exit: {figures['empty'][0] * 1000:.1f} ms, {peak(command):.0f} MiB")


if __name__ == "__main__":
    main()
