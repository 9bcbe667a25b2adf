"""How TensorFlow makes words of texts: test/data/compatibility/words.json, and the module test/data/compatibility/text-module.

    python test/python/text_words.py

The module does what those of the family of nnlm do (tensorflow/hub, examples/text_embeddings_v2): punctuation is removed, texts are split at spaces, and
words are looked up in a file, unknown ones by hash. The other cases run each operation on texts as the steps of src/hub/text-step.ts name them.
"""
import json
import os
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "compatibility")
TEXTS = [
    "a free music player",
    "Matrix computations, LU decomposition & eigenvalues",
    "",
    "  two  spaces\tand\na line ",
    "Größe, ÉTÉ und naïve Wörter; МОСКВА 東京 42",
    "it's e-mail: user@example.org (2.0)/x_y",
    "a,b,,c",
    "...",
    "[x]{y}|z^$ \\ ~ 10% £5 №7",
]
VOCABULARY = ["<unk>", "a", "free", "music", "its", "computations", "Matrix", "spaces", "42", "und", "東京"]


def lower(scripts):
    return {"kind": "lower", "scripts": scripts}


def replace(pattern, rewrite="", every=True):
    return {"kind": "replace", "pattern": pattern, "rewrite": rewrite, "every": every}


SPACE = {"kind": "split", "at": {"kind": "space"}}


def characters(text, keeps=False):
    return {"kind": "split", "at": {"kind": "characters", "text": text, "keepsEmpty": keeps}}


def separator(text):
    return {"kind": "split", "at": {"kind": "separator", "text": text}}


CASES = [
    [SPACE],
    [lower("ascii"), SPACE],
    [lower("all"), SPACE],
    [replace(r"\pP"), characters(" ")],
    [replace(r"\p{P}", " "), characters(" ,")],
    [lower("ascii"), replace("[^a-z0-9]+", " "), SPACE],
    [replace("[[:punct:]]", " "), SPACE],
    [replace(r"[^[:alnum:]\s]"), SPACE],
    [replace(r"[\p{L}\d]+", r"<\0>"), SPACE],
    [replace(r"\W", " ", every=False), SPACE],
    [replace(r"\W", "$1"), SPACE],
    [replace(r"[-'/.]|\PL", " "), SPACE],
    [replace(r"\p{Cyrillic}+", "ru"), SPACE],
    [replace(r"[]x[]+", "-"), SPACE],
    [{"kind": "strip"}, separator("  ")],
    [separator(",")],
    [SPACE, lower("all")],
    [characters(" ", keeps=True)],
]


def apply(texts, step):
    if step["kind"] == "lower":
        return tf.strings.lower(texts, encoding="utf-8" if step["scripts"] == "all" else "")
    if step["kind"] == "strip":
        return tf.strings.strip(texts)
    if step["kind"] == "replace":
        return tf.strings.regex_replace(texts, step["pattern"], step["rewrite"], replace_global=step["every"])
    at = step["at"]
    if at["kind"] == "characters":
        return tf.compat.v1.string_split(texts, at["text"], skip_empty=not at["keepsEmpty"]).values
    return tf.strings.split(texts, sep=at.get("text", "")).values


def words_of(text, steps):
    words = tf.constant([text])
    for step in steps:
        words = apply(words, step)
    return [word.decode() for word in words.numpy().tolist() if word]


class TextModule(tf.Module):
    def __init__(self, vocabulary):
        super().__init__()
        initializer = tf.lookup.TextFileInitializer(vocabulary, tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER)
        self.table = tf.lookup.StaticVocabularyTable(initializer, num_oov_buckets=3)
        self.vectors = tf.Variable(tf.random.stateless_normal([len(VOCABULARY) + 3, 4], [1, 2]), name="vectors")

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def __call__(self, sentences):
        plain = tf.reshape(tf.strings.regex_replace(sentences, r"\pP", ""), [-1])
        tokens = tf.compat.v1.string_split(plain, " ")
        tokens, _ = tf.sparse.fill_empty_rows(tokens, tf.constant(""))
        ids = self.table.lookup(tokens.values)
        return tf.math.segment_mean(tf.gather(self.vectors, ids), tokens.indices[:, 0])


def main():
    folder = os.path.join(DATA, "text-module")
    shutil.rmtree(folder, ignore_errors=True)
    vocabulary = os.path.join(DATA, "tokens.txt")
    with open(vocabulary, "w") as file:
        file.write("\n".join(VOCABULARY) + "\n")
    module = TextModule(vocabulary)
    tf.saved_model.save(module, folder)
    os.remove(vocabulary)
    os.remove(os.path.join(folder, "fingerprint.pb"))
    loaded = tf.saved_model.load(folder)
    words = [words_of(text, CASES[3]) for text in TEXTS]
    # A text gets the mean of its words' vectors; ids below the number of words are those of known ones.
    for text, own in zip(TEXTS, words):
        ids = module.table.lookup(tf.constant(own or [""]))
        expected = tf.reduce_mean(tf.gather(module.vectors, ids), 0)
        tf.debugging.assert_near(loaded(tf.constant([text]))[0], expected)
    known = [[bool(index < len(VOCABULARY)) for index in module.table.lookup(tf.constant(own)).numpy()] if own else [] for own in words]
    cases = [{"steps": steps, "words": [words_of(text, steps) for text in TEXTS]} for steps in CASES]
    with open(os.path.join(DATA, "words.json"), "w") as file:
        json.dump({"tensorflow": tf.__version__, "texts": TEXTS, "cases": cases, "module": {"steps": CASES[3], "known": known}}, file, ensure_ascii=False, indent=1)
        file.write("\n")


main()
