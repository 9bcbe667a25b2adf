#!/usr/bin/env python3
"""What Python's own modules say of a small tree of files, and of chance with a seed: the answers that src/rules/system has to give.

    python test/python/system_modules.py > test/data/system_modules.json

Where Python leaves the order open (glob, listdir, sets), the case sorts. Needs the standard library only."""

import json
import os
import sys
import tempfile

FILES = [
    "data/a-00.tfrecord", "data/a-01.tfrecord", "data/b-00.tfrecord", "data/.hidden.tfrecord", "data/readme.txt",
    "data/deep/c-00.tfrecord", "data/deep/er/d-00.tfrecord", "data/[x].tfrecord", "top.tfrecord",
]

CASES = [
    'y = sorted(glob.glob("data/*.tfrecord"))',
    'y = sorted(glob.glob("data/[ab]-0?.tfrecord"))',
    'y = sorted(glob.glob("data/[!a]*.tfrecord"))',
    'y = sorted(glob.glob("data/*"))',
    'y = sorted(glob.glob("data/*/*.tfrecord"))',
    'y = sorted(glob.glob("data/**/*.tfrecord"))',
    'y = sorted(glob.glob("data/**/*.tfrecord", recursive=True))',
    'y = sorted(glob.glob("**/*.tfrecord", recursive=True))',
    'y = sorted(glob.glob("data/.*"))',
    'y = glob.glob("data/none-*")',
    'y = glob.glob("top.tfrecord")',
    'y = sorted(glob.iglob("data/a*"))',
    'y = sorted(glob.glob(os.path.join("data", "*.txt")))',
    'y = sorted(os.listdir("data"))',
    'y = sorted(os.listdir())',
    'y = sorted(os.path.join("data", f) for f in os.listdir("data") if f.endswith(".tfrecord"))',
    'y = []\nfor folder, folders, files in os.walk("data"):\n  for f in sorted(files):\n    y.append(os.path.join(folder, f))\ny = sorted(y)',
    'y = [os.path.exists("data"), os.path.exists("gone"), os.path.isdir("data"), os.path.isfile("data"), os.path.isfile("top.tfrecord")]',
    'y = [os.path.splitext("a/b.tar.gz"), os.path.splitext(".rc"), os.path.split("a/b/c"), os.path.split("/a")]',
    'y = [str(p) for p in sorted(pathlib.Path("data").glob("*.tfrecord"))]',
    'y = [p.as_posix() for p in sorted(pathlib.Path("data").rglob("*.tfrecord"))]',
    'y = sorted(str(p) for p in pathlib.Path("data").iterdir())',
    'y = [str(pathlib.Path("data") / "a" / "b.x"), str(pathlib.Path("a//b/./c/")), str(pathlib.Path()), str(pathlib.Path("a", "/b", "c"))]',
    'p = pathlib.Path("data/deep/c-00.tar.gz")\ny = [p.name, p.stem, p.suffix, str(p.parent), str(p.parent.parent), str(p.with_suffix(".x")), list(p.parts)]',
    'y = [pathlib.Path("data").exists(), pathlib.Path("data").is_file(), pathlib.Path("gone").is_dir()]',
    'p = pathlib.Path("data")\ny = f"{p}/x-{3:02d}.tfrecord"',
    'y = sorted(set(glob.glob("data/*.tfrecord")) - set(glob.glob("data/a*")))',
    'y = sorted(set([1, 2, 3]) ^ {3, 4}) + sorted({1, 2}.union([5])) + sorted({1, 2} & {2})',
    'y = sorted(["b", "a", "c"], key=lambda s: -ord(s))',
    'y = sorted([(1, "b"), (0, "z"), (1, "a")], key=lambda t: t[0], reverse=True)',
    'y = ["b", "a", "c"]\ny.sort(reverse=True)',
    'y = ["b", "a", "c"]\ny.remove("a")',
    'random.seed(42)\ny = list(range(20))\nrandom.shuffle(y)',
    'random.seed(0)\ny = ["a", "b", "c", "d", "e"]\nrandom.shuffle(y)\nrandom.shuffle(y)',
    'random.seed(2 ** 40 + 7)\ny = [random.random(), random.uniform(2, 5), random.randint(1, 6), random.randint(0, 1000000)]',
    'random.seed(-3)\ny = random.sample(list(range(10)), 4)',
    'random.seed(1)\ny = random.sample(list(range(500)), 6)',
    'random.seed(1)\ny = random.sample(list(range(90)), 7)',
    'r = random.Random(1337)\ny = ["a", "b", "c", "d"]\nr.shuffle(y)\ny.append(r.choice(["p", "q", "r"]))',
    'p = argparse.ArgumentParser()\np.add_argument("--data-dir", default="d")\np.add_argument("-e", "--epochs", type=int, default="3")\n'
    'p.add_argument("--rate", "-r", type=float, default=0.1)\np.add_argument("--aug", action="store_true")\np.add_argument("--no", action="store_false", dest="yes")\n'
    'p.add_argument("--none")\na = p.parse_args([])\ny = [a.data_dir, a.epochs, a.rate, a.aug, a.yes, a.none]',
    'p = argparse.ArgumentParser()\ng = p.add_argument_group("g")\ng.add_argument("--x", default=1)\np.set_defaults(z="s")\na, rest = p.parse_known_args([])\ny = [a.x, a.z, rest]',
    'y = [os.environ.get("TENSORSCOPE_NOT_SET", "here"), os.getenv("TENSORSCOPE_NOT_SET"), os.getenv("TENSORSCOPE_SET", "x"), os.environ["TENSORSCOPE_SET"]]',
]


def main() -> None:
    os.environ["TENSORSCOPE_SET"] = "given"
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for path in FILES:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            open(path, "w", encoding="utf-8").close()
        for source in CASES:
            names: dict = {}
            exec("import argparse, glob, os, pathlib, random\n" + source, names)  # noqa: S102
            answers.append({"source": source, "y": names["y"]})
        os.chdir("/")
    json.dump({"python": sys.version.split()[0], "files": FILES, "cases": answers}, sys.stdout, indent=1)
    print()


main()
