"""Writes what the public pages of TensorFlow Hub say of its modules as src/hub/catalogue.json:

    git clone --depth 1 https://github.com/tensorflow/tfhub.dev
    python3 tools/generate/hub-catalogue.py tfhub.dev > src/hub/catalogue.json

A page for each version of a module: its format and whether it can be tuned are comments at its top, sizes are in its sentences. The size of images is
taken from pages of TF2 modules only: those of the older format mostly take others too, as do those that call the size flexible. Kept are modules of the TF1 Hub format, and those whose page
says a size: of the others the catalogue would say nothing.
"""

import json
import pathlib
import re
import sys

HEIGHT_AND_WIDTH = re.compile(r"(?P<flexible>flexible[^`]*)?`height`\s*x\s*`width`\s*=\s*(?P<height>\d+)\s*x\s*(?P<width>\d+)")
FEATURES = re.compile(r"`num_features`\s*=\s*(\d+)")
VECTOR = re.compile(r"(\d+)[-\s]+dimensional")
TAKES_TEXT = re.compile(r"batch of sentences in a 1-D tensor of strings", re.IGNORECASE)


def described(page):
    """What one page says: format, tunable, tasks, and the numbers found in its text."""
    comment = lambda name: re.findall(rf"<!--\s*{name}:\s*(.*?)\s*-->", page)
    size, features, vector = HEIGHT_AND_WIDTH.search(page), FEATURES.search(page), VECTOR.search(page)
    return {
        "format": comment("format")[0],
        "tunable": comment("fine-tunable") != ["false"],
        "tasks": {task for tasks in comment("task") for task in re.split(r"[,\s]+", tasks)},
        "size": [int(size["height"]), int(size["width"])] if size and not size["flexible"] else None,
        "features": int(features[1]) if features else None,
        "vector": int(vector[1]) if vector and TAKES_TEXT.search(page) else None,
    }


def modules(folder):
    """Pages of modules with a numbered version, in order: name, version, text."""
    found = []
    for path in pathlib.Path(folder, "assets", "docs").rglob("*.md"):
        page = path.read_text(encoding="utf-8")
        heading = re.match(r"# Module (\S+)/(\d+)\s", page)
        if heading:
            found.append((heading[1], int(heading[2]), page))
    return sorted(found)


def main(folder):
    catalogue = {}
    for name, version, page in modules(folder):
        says = described(page)
        entry = catalogue.setdefault(name, {})
        if says["format"] == "hub":
            entry.setdefault("tf1", []).append(version)
            if not says["tunable"]:
                entry.setdefault("frozen", []).append(version)
        elif says["format"] == "saved_model_2":
            entry.setdefault("tf2", []).append(version)
            if says["size"]:
                entry["size"] = says["size"]
        if says["features"] and "image-feature-vector" in says["tasks"]:
            entry["features"] = says["features"]
        if says["vector"]:
            entry["text"] = says["vector"]
    kept = {name: entry for name, entry in sorted(catalogue.items()) if set(entry) - {"tf2"}}
    print("{\n" + ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in kept.items()) + "\n}")


main(sys.argv[1])
