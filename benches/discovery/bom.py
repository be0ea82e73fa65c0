"""Reads a CycloneDX document as a measurer needs it: names, versions, kinds and places of every row."""

import json
import re
from urllib.parse import unquote


def rows(path):
    """Every component and service, nested ones too."""
    with open(path, encoding="utf-8-sig") as file:
        document = json.load(file)
    pending = [*document.get("components", []), *document.get("services", [])]
    subject = document.get("metadata", {}).get("component")
    if subject:
        pending.append(subject)
    while pending:
        row = pending.pop()
        pending.extend(row.get("components", []))
        pending.extend(row.get("services", []))
        yield row


def purl(text):
    """(type, namespace, name, version), decoded; None if it is no package-url."""
    match = re.match(r"^pkg:/*([A-Za-z0-9.+-]+)/([^?#]+)", text or "")
    if not match:
        return None
    kind, rest = match.group(1).lower(), match.group(2)
    version = ""
    at = rest.rfind("@")
    if at > 0:
        rest, version = rest[:at], unquote(rest[at + 1 :])
    parts = [unquote(part) for part in rest.split("/") if part]
    return kind, "/".join(parts[:-1]), parts[-1] if parts else "", version


def names(row):
    """The names it may be known by."""
    name, group = row.get("name") or "", row.get("group") or ""
    found = {name}
    if group:
        found |= {f"{group}/{name}", f"{group}:{name}"}
    package = purl(row.get("purl"))
    if package:
        found.add(package[2])
        if package[1]:
            found |= {f"{package[1]}/{package[2]}", f"{package[1]}:{package[2]}"}
    return {name for name in found if name}


def versions(row):
    package = purl(row.get("purl"))
    return {row.get("version") or ""} | ({package[3]} if package else set())


def properties(row, name):
    return [str(one.get("value", "")) for one in row.get("properties", []) if one.get("name") == name]


def kinds(row):
    return properties(row, "marque:ai:kind")


def places(row):
    """The files that are its evidence; what lies in an archive counts as the archive."""
    occurrences = (row.get("evidence") or {}).get("occurrences", [])
    return {occurrence["location"].removeprefix("./").split("!/")[0] for occurrence in occurrences}


def folded(text):
    return re.sub(r"[\s\-_.]+", "", text.lower())
