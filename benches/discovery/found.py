"""What was found, against tables of what is there. Each function gives (found, of, hits on decoys, list of what is missing)."""

import os
import re
import subprocess
import sys

import bom

ANY_AI = {
    "model-file", "tokenizer", "adapter", "hosted-model", "model-reference", "hosted-model-client", "ai-library", "agent",
    "agent-config", "tool", "mcp-server", "mcp-client", "prompt", "prompt-file", "vector-store", "inference-server",
    "infrastructure", "key-name", "observability", "workflow",
}
ACCEPTED = {
    "model-file": {"model-file", "adapter", "tokenizer"},
    "code": ANY_AI,
    "manifest": {"ai-library", "hosted-model-client", "vector-store", "mcp-server", "mcp-client"},
    "agent-config": {"agent", "agent-config", "mcp-server", "mcp-client", "tool", "prompt", "workflow", "hosted-model"},
    "dataset": {"dataset"},
    "prompt": {"prompt", "prompt-file"},
    "infra": {"infrastructure", "inference-server", "hosted-model", "model-reference", "key-name", "agent", "workflow"},
    "doc": {"model-card", "dataset"},
}


def table(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def lockfiles(document, truth):
    """Rows of (shape, path, name, version); a shape counts once all its pins are found."""
    known = {}
    for row in bom.rows(document):
        for name in bom.names(row):
            for form in (name, name.lower(), re.split("[/:]", name)[-1]):
                known.setdefault(form, set()).update(bom.versions(row))
    shapes = {}
    for shape, _, name, version in (line[:4] for line in table(truth)):
        pinned = version in known.get(name, known.get(name.lower(), ())) or (version == "" and name in known)
        shapes.setdefault(shape, []).append(pinned)
    decoys = [shape for shape, pins in shapes.items() if shape.startswith("!") and any(pins)]
    wanted = {shape: all(pins) for shape, pins in shapes.items() if not shape.startswith("!")}
    return sum(wanted.values()), len(wanted), decoys, [shape for shape, found in wanted.items() if not found]


def ai_assets(document, truth):
    """Rows of (asset, category, path): a row of a suitable kind with that file as evidence."""
    kinds = {}
    for row in bom.rows(document):
        for place in bom.places(row):
            kinds.setdefault(place, set()).update(bom.kinds(row))
    found, missing, decoys = 0, [], []
    lines = table(truth)
    for asset, category, path in (line[:3] for line in lines):
        seen = kinds.get(path, set())
        if category == "decoy":
            decoys += [asset] if seen else []
        elif seen & ACCEPTED[category]:
            found += 1
        else:
            missing.append(f"{asset} ({path}): {sorted(seen)}")
    return found, sum(line[1] != "decoy" for line in lines), decoys, missing


def recall(document, tree, script):
    """Every name and version that an independent reading of the lockfiles pins."""
    pins = subprocess.run([sys.executable, script, tree], capture_output=True, text=True, check=True).stdout
    truth = {tuple(line.split("\t")) for line in pins.splitlines() if line.count("\t") == 2}
    known = set()
    for row in bom.rows(document):
        package = bom.purl(row.get("purl"))
        if package:
            kind, namespace, name, version = package
            known.add(normal(kind, f"{namespace}/{name}" if namespace else name, version))
            # A package-url of Go and npm is in lower case, the name is as the ecosystem writes it.
            known |= {normal(kind, name, version) for name in bom.names(row)}
    missing = sorted(pin for pin in truth if normal(*pin) not in known)
    return len(truth) - len(missing), len(truth), [], missing


def normal(kind, name, version):
    if kind == "pypi":
        name = re.sub(r"[-_.]+", "-", name).lower()
    if kind in ("nuget", "composer"):
        name = name.lower()
    return kind, name, version


def identities(document, truth):
    """Rows of (type, identity, spellings, place): an identity counts as a name, a provider or a model."""
    known = set()
    for row in bom.rows(document):
        words = bom.names(row) | {row.get("publisher") or "", row.get("group") or ""}
        words |= set(bom.properties(row, "marque:ai:provider")) | set(bom.properties(row, "marque:ai:model"))
        for word in words:
            known |= {bom.folded(word), bom.folded(os.path.basename(word))}
    lines = [(line + ["", "", ""])[:4] for line in table(truth) if line[0] != "type"]
    missing = []
    for kind, identity, spellings, _ in lines:
        if not any(bom.folded(word) in known for word in [identity, *filter(None, spellings.split("|"))]):
            missing.append(f"{kind} {identity}")
    return len(lines) - len(missing), len(lines), [], missing


def models(document):
    """Rows that claim a model."""
    claimed = {"model-file", "hosted-model", "adapter", "model-reference"}
    rows = [row for row in bom.rows(document) if set(bom.kinds(row)) & claimed or row.get("type") == "machine-learning-model"]
    return [f"{row.get('name')} {sorted(bom.places(row))[:2]}" for row in rows]
