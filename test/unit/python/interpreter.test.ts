import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import { strOf } from '../../../src/python/format';
import type { PythonParser } from '../../../src/python/parser';
import type { Value } from '../../../src/values/value';
import { testParser } from './parser';

/** A value as Python would show it, "?" where it is unknown. */
function shown(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'tuple':
      return `(${value.items.map(shown).join(', ')})`;
    case 'list':
      if (value.cell.content === null) return '[?]';
      if (value.cell.content.items === undefined) return `[${shown(value.cell.content.each)} * ${value.cell.content.count ?? '?'}]`;
      return `[${value.cell.content.items.map(shown).join(', ')}]`;
    case 'dict':
      return value.cell.content === null
        ? '{?}'
        : `{${[...value.cell.content.values()].map(item => `${shown(item.key)}: ${shown(item.value)}`).join(', ')}}`;
    case 'set':
      return value.cell.content === null ? '{?}' : `{${value.cell.content.map(shown).join(', ')}}`;
    case 'str':
      return `'${value.value}'`;
    case 'generator':
      return `each ${shown(value.each)}`;
    default:
      return strOf(value) ?? value.kind;
  }
}

/** Programs and what `y` holds in the end, as Python 3.11 prints it; "?" where only running could tell. */
const programs: { [group: string]: [source: string, y: string][] } = {
  arithmetic: [
    ['y = 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 / 2, 2 ** 10, 2 ** -1', '(3, -4, 1, 2, 3.5, 1024, 0.5)'],
    ['y = 1_000 + 0x10 + 0b11 + 0o7', '1026'],
    ['y = ~5, -(-3), +True, not 0, 6 & 3, 6 | 3, 6 ^ 3, 1 << 4, 17 >> 2', '(-6, 3, 1, True, 2, 7, 5, 16, 4)'],
    ['y = 1 < 2 < 3, 1 == 1.0, "a" < "b", 3 in [1, 2, 3], None is None, 1 != 2', '(True, True, True, True, True, True)'],
    ['y = 10 ** 30', '?'],
    [
      'y = round(2.5), round(3.5), abs(-2), divmod(7, 2), pow(2, 3), max(3, 1, 2), min([4, 2]), sum([1, 2, 3])',
      '(2, 4, 2, (3, 1), 8, 3, 2, 6)',
    ],
    ['import math\ny = math.ceil(7 / 2), math.sqrt(16), math.prod([2, 3])', '(4, 4.0, 6)'],
    ['y = 1 / 0', '?'],
  ],
  text: [
    ['n = 3\ny = f"layer_{n:02d}/{n + 1}" + " {} {x}".format(1, x="a") + "%s-%d" % ("b", 2)', "'layer_03/4 1 ab-2'"],
    ['y = "a" "b", r"\\n", "\\x41\\u00e9\\t|", b"x"', "('ab', '\\n', 'Aé\t|', bytes)"],
    [
      'y = " A,b ".strip().lower().split(","), "-".join(["x", "y"]), "abc"[::-1], "abc".replace("b", "")',
      "(['a', 'b'], 'x-y', 'cba', 'ac')",
    ],
    ['y = f"{0.5}", f"{1e20}", str(2.0), repr("q"), f"{3.14159:.2f}"', "('0.5', ?, '2.0', ''q'', '3.14')"],
    ['y = "train-*".startswith("train"), "a.py".endswith((".py", ".js"))', '(True, True)'],
  ],
  containers: [
    ['y = [1, *range(2, 4)]\ny.append(9)\ny[0] = 5\ny += [7]\ny.insert(1, 8)', '[5, 8, 2, 3, 9, 7]'],
    [
      'd = {"a": 1, **{"b": 2}}\nd["c"] = 3\ny = d, d.get("z", 0), list(d.keys()), len(d), "a" in d',
      "({'a': 1, 'b': 2, 'c': 3}, 0, ['a', 'b', 'c'], 3, True)",
    ],
    ['a, (b, *c), d = 1, (2, 3, 4), 5\ny = a, b, c, d', '(1, 2, [3, 4], 5)'],
    ['a = b = []\na.append(1)\ny = b', '[1]'],
    [
      'y = [i * j for i in range(3) if i for j in (1, 2)], {k: len(k) for k in ("a", "bb")}, {1, 1, 2}',
      "([1, 2, 2, 4], {'a': 1, 'bb': 2}, {1, 2})",
    ],
    ['y = [0, 1, 2, 3, 4, 5][1:-1:2], (1, 2, 3)[-1], [1, 2][5]', '([1, 3], 3, ?)'],
    [
      'y = list(zip("ab", [1, 2])), list(enumerate("ab", 1)), sorted([3, 1, 2], reverse=True), list(map(lambda v: v * 2, [1, 2]))',
      "([('a', 1), ('b', 2)], [(1, 'a'), (2, 'b')], [3, 2, 1], [2, 4])",
    ],
    ['x = input()\ny = [1]\nx(y)', '[?]'],
    ['y = dict(a=1)\ny.update({"b": 2}, c=3)\ny.pop("a")', "{'b': 2, 'c': 3}"],
  ],
  functions: [
    ['def f(a, b=2, *rest, c, **more):\n    return a, b, rest, c, more\ny = f(1, 5, 6, 7, c=3, d=4)', "(1, 5, (6, 7), 3, {'d': 4})"],
    ['def make(n):\n    def add(x):\n        return x + n\n    return add\ny = make(3)(4)', '7'],
    ['def fact(n):\n    return 1 if n == 0 else n * fact(n - 1)\ny = fact(5)', '120'],
    ['def forever(n):\n    return forever(n + 1)\ny = forever(0)', '?'],
    ['def f():\n    global y\n    y = 3\nf()', '3'],
    ['def f():\n    n = 0\n    def g():\n        nonlocal n\n        n = n + 1\n    g()\n    g()\n    return n\ny = f()', '2'],
    ['def f(*a, **k):\n    return g(*a, **k)\ndef g(a, b):\n    return a - b\ny = f(5, b=2)', '3'],
    ['y = (lambda a, b=2: a * b)(4)', '8'],
    ['def f(x):\n    if x > 1:\n        return "big"\n    return "small"\ny = f(3), f(0)', "('big', 'small')"],
    ['def f():\n    yield 1\ny = f()', 'each 1'],
    ['def f():\n    for i in range(3):\n        yield i, "a"\ny = next(f()), list(f())', "((?, 'a'), [(?, 'a') * ?])"],
    ['y = (n := 4) + n', '8'],
  ],
  classes: [
    [
      'class A:\n    size = 3\n    def __init__(self, n):\n        self.n = n\n    @property\n    def twice(self):\n        return self.n * 2\n    @staticmethod\n    def s(v):\n        return v + 1\n    @classmethod\n    def make(cls):\n        return cls(9)\na = A(4)\ny = a.twice, A.s(1), a.size, A.make().n',
      '(8, 2, 3, 9)',
    ],
    [
      'class A:\n    def f(self):\n        return 1\nclass B(A):\n    def f(self):\n        return super().f() + 1\ny = B().f(), isinstance(B(), A), isinstance(1, (int, str)), isinstance([], dict)',
      '(2, True, True, False)',
    ],
    ['class A:\n    def __call__(self, v):\n        return v * 3\ny = A()(2)', '6'],
    [
      'from dataclasses import dataclass\n@dataclass\nclass C:\n    units: int = 4\n    rate: float = 0.5\ny = C().units, C(rate=1.0).rate',
      '(4, 1.0)',
    ],
  ],
  'what is not decided': [
    ['import sys\nif sys.argv:\n    y = 1\nelse:\n    y = 1', '1'],
    ['import sys\nif sys.argv:\n    y = 1\nelse:\n    y = 2', '?'],
    ['import sys\ny = [1]\nif sys.argv:\n    y.append(2)', '[? * ?]'],
    ['import sys\nx = 1\nif sys.argv:\n    raise ValueError\nelse:\n    x = 2\ny = x', '2'],
    ['import sys\ndef f():\n    if sys.argv:\n        return 1\n    return 1\ny = f()', '1'],
    ['import sys\ny = 0\nfor a in sys.argv:\n    y = y + 1', '?'],
    ['import sys\ny = 5\nfor a in sys.argv:\n    z = y', '5'],
    ['y = 0\nwhile y < 10:\n    y += 3', '12'],
    ['y = 0\nfor i in range(10):\n    if i == 3:\n        break\n    y += i', '3'],
    ['import sys\ny = 0\nfor i in range(3):\n    if sys.argv:\n        break\n    y = i', '?'],
    ['y = []\nfor i in range(100):\n    y.append("a")', "['a' * ?]"],
    ['y = ["a" for i in range(1000)], len([i for i in range(1000)])', "(['a' * 1000], 1000)"],
    ['y = ["a" for i in range(1000) if i % 2], [i - i for i in range(1000)]', "(['a' * ?], [0 * 1000])"],
    ['import sys\ny = []\nfor a in sys.argv:\n    y.append(3)\n    y.extend([3, 3])\ny = y[0], y[1:], y + [3]', '(3, [3 * ?], [3 * ?])'],
    ['y = list(zip(range(9999), ["a"] * 9999)), list(enumerate(range(9999), 1))', "([(?, 'a') * 9999], [(?, ?) * 9999])"],
    ['n = 0\nfor i in range(100):\n    n = 1\ny = n', '1'],
    ['last = 0\nfor i in range(100):\n    y = i - last\n    last = i', '?'],
    ['try:\n    import simplejson as json\nexcept ImportError:\n    import json\ny = 1', '1'],
    ['try:\n    y = 1\nfinally:\n    z = 2', '1'],
    ['import sys\ny = 1 if sys.argv else 1', '1'],
    ['from nowhere import *\ny = anything', '?'],
    ['y = 1\ndel y\ny = 2', '2'],
    ['x = {"a": (1, 2)}\nimport sys\nif sys.argv:\n    x = {"a": (1, 3)}\ny = x', "{'a': (1, ?)}"],
  ],
};

describe('the interpreter', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
  });
  const check = (source: string, y: string): void => {
    // What y holds in the end, not what its last assignment gave: the two differ after an undecided branch.
    const { assignments, diagnostics } = readProgram('main.py', `${source}\ny = y`, { parser });
    const last = assignments.filter(({ name }) => name === 'y').at(-1);
    assert.equal(last ? shown(last.value) : 'no y', y);
    assert.deepEqual(diagnostics, []);
  };
  for (const [group, cases] of Object.entries(programs)) {
    describe(group, () => {
      for (const [source, y] of cases) it(source, () => check(source, y));
    });
  }

  it('follows imports of the workspace', () => {
    const files: { [path: string]: string } = {
      'app/config.py': 'UNITS = 8\n',
      'app/parts/__init__.py': 'from .blocks import double',
      'app/parts/blocks.py': 'def double(n):\n    return n * 2\n',
    };
    const { assignments } = readProgram('app/main.py', 'import config\nfrom parts import double\ny = double(config.UNITS)', {
      parser,
      source: path => files[path],
    });
    assert.equal(shown(assignments.at(-1)?.value ?? { kind: 'unknown' }), '16');
  });

  const undefinedNames: [source: string, name: string | null][] = [
    ['y = num_tags', 'num_tags'],
    ['def f():\n    return later\nlater = 1\nf()', null],
    ['from elsewhere import *\ny = anything', null],
    ['y = print, _, __name__, get_ipython', null],
    ['if False:\n    x = 1\ny = x', null],
    ['def f(a):\n    return b\nf(1)', 'b'],
    ['try:\n    unicode2\nexcept NameError:\n    unicode2 = str', null],
    ['def never_called():\n    return missing', 'missing'],
    ['with open("f") as f:\n    y = f.read(size)', 'size'],
  ];
  for (const [source, name] of undefinedNames) {
    it(`undefined name ${name}: ${source}`, () => {
      const { diagnostics } = readProgram('main.py', source, { parser });
      assert.deepEqual(
        diagnostics.map(diagnostic => diagnostic.message.split('"')[1]),
        name === null ? [] : [name],
      );
    });
  }
});
