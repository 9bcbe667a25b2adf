"""Records what Python's re finds: python regular.py > ../data/rules/regular.json"""
import json
import re

PATTERNS = [
    r"-([0-9]*)\.", r"(\d+)", r"\d+", r"^train", r"tfrec$", r"[-_.]", r"(?P<split>train|val)-(?P<shard>\d{5})", r"of-(\d+)", r"a*", r"(a)|(b)",
    r"(?:ab)+", r"[^/]+$", r"\A[a-z]+", r"\w+\Z", r"\.(jpe?g|png)", r"x{2,3}", r"(\w)(\d)", r".*?(\d)", r"\s+", r"\bof\b", r"[\d.]+", r"/",
    r"([a-z]+)([0-9]+)", r"-(\d+)\.tfrec", r"\$", r"[a\-z]", r"]", r"[]x]", r"(a+)+b", r"(?=a)", r"(a)\1", r"(?i)A", r"a|", r"(\d+)-(\d+)x(\d+)",
]
TEXTS = ["flowers00-230.tfrec", "train-00001-of-00016", "val-00003", "a1b22", "data/cats/1.jpeg", "xxxx aab", "", "no digits here", "01-512x512-462.tfrec", "]x-z$"]


def groups(match):
    return None if match is None else [match.group(0), *match.groups()]


answers = []
for pattern in PATTERNS:
    compiled = re.compile(pattern)
    for text in TEXTS:
        answers.append({
            "pattern": pattern,
            "text": text,
            "search": groups(compiled.search(text)),
            "match": groups(compiled.match(text)),
            "fullmatch": groups(compiled.fullmatch(text)),
            "findall": compiled.findall(text),
            "split": compiled.split(text),
            "sub": compiled.sub("#", text),
        })
print("[\n" + ",\n".join(json.dumps(answer) for answer in answers) + "\n]")
