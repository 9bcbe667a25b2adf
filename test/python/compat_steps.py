"""Runs the steps that `tensorscope compat` offers, under TensorFlow, and records what they give: test/data/compatibility/steps.json.

    node tools/build.mjs
    python test/python/compat_steps.py [FOLDER OF MODULES]

For each feature and layer of the cases below it asks the command line (dist/cli.js) for the verdict, inserts the steps of each way into a small program, and
runs that. The folder holds modules in the place of those that the handles name: words-dim128, sentences-dim512, elmo-like, inception-like. Without a folder
the tests' own modules are taken. A module for images of 224 x 224 is made on the spot, and so are the records of test/data/compatibility.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
import tensorflow_hub  # noqa: F401 (the programs import it)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = "test/data/compatibility"
MODULES = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "test/data/modules")

NNLM = "https://tfhub.dev/google/nnlm-en-dim128/2"
USE = "https://tfhub.dev/google/universal-sentence-encoder/4"
ELMO = "https://tfhub.dev/google/elmo/3"
INCEPTION = "https://tfhub.dev/google/imagenet/inception_v3/feature_vector/5"
MOBILENET = "https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5"
EMBEDDINGS = ["tf.keras.layers.Embedding(1000, 16)", "tf.keras.layers.Embedding(5000, 16)"]
INPUTS = [
    "tf.keras.Input(shape=(15,))",
    "tf.keras.Input(shape=(4,))",
    "tf.keras.Input(shape=(6,))",
    "tf.keras.Input(shape=(1, 6))",
    "tf.keras.Input(shape=(3, 2))",
    "tf.keras.Input(shape=(4, 4, 1))",
    "tf.keras.Input(shape=(32, 32, 3))",
    "tf.keras.Input(shape=(20, 20, 1))",
    "tf.keras.Input(shape=(16, 16, 3), dtype=tf.uint8)",
    "tf.keras.Input(shape=(1,))",
    "tf.keras.Input(shape=(), dtype=tf.string)",
    "tf.keras.Input(shape=(1,), dtype=tf.string)",
    "tf.keras.Input(shape=(5,), dtype=tf.string)",
    "tf.keras.Input(shape=(None,), dtype=tf.string)",
]
SECTIONS = "samples/sections/sections-validation.tfrecord-00000-of-00001"
TRAIN = "samples/sections/sections-train.tfrecord-00000-of-00004"
EMOJI = "samples/emoji/emoji-validation.tfrecord-00000-of-00001"
CASES = {
    TRAIN: [NNLM, USE, ELMO, *EMBEDDINGS],
    EMOJI: [INCEPTION, MOBILENET, "tf.keras.Input(shape=(32, 32, 3))"],
    "samples/features/custom.tfrecord": ["tf.keras.Input(shape=(15,))"],
    f"{DATA}/features.tfrecord": [NNLM, ELMO, "tf.keras.layers.Embedding(5, 3)", "tf.keras.layers.Embedding(300, 8)", *INPUTS, "module:small-images"],
}


def bytes_feature(values):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[v if isinstance(v, bytes) else v.encode() for v in values]))


def ints(values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def floats(values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def write_records(path):
    """Features of the shapes that the samples lack."""
    texts = ["a free music player", "mail", "small tools for matrices", "", "one two three four five six seven"]
    with tf.io.TFRecordWriter(path) as writer:
        for number in range(20):
            image = tf.cast(tf.reshape(tf.range(12 * (10 + number % 3) * 3) % 251, [12, 10 + number % 3, 3]), tf.uint8)
            encode = tf.io.encode_png if number % 2 else tf.io.encode_jpeg
            grid = tf.reshape(tf.range(6, dtype=tf.float32) + number, [2, 3])
            features = {
                "kind": ints([number % 4]),
                "ids": ints([(number * 7 + i) % 299 for i in range(1 + number % 5)]),
                "pixels": ints([(number * 13 + i) % 256 for i in range(16)]),
                "rgb": ints([(number * 13 + i) % 256 for i in range(8 * 8 * 3)]),
                "vector": floats([number + i / 7 for i in range(6)]),
                "text": bytes_feature([texts[number % len(texts)]]),
                "tokens": bytes_feature(texts[number % 3].split()[:1] + ["of", "the"]),
                "words": bytes_feature(texts[number % 3].split()),
                "png": bytes_feature([tf.io.encode_png(image).numpy()]),
                "image": bytes_feature([encode(image).numpy()]),
                "grid": bytes_feature([tf.io.serialize_tensor(grid).numpy()]),
                "row": bytes_feature([tf.io.serialize_tensor(tf.reshape(grid, [1, 6])).numpy()]),
                "negative": ints([number - 3]),
                "blob": bytes_feature([bytes([255, 254, number, 0])]),
            }
            writer.write(tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString())


def save_image_module(folder, size, width):
    class Images(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([None, size, size, 3], tf.float32)])
        def __call__(self, images):
            return tf.tile(tf.reduce_mean(images, [1, 2])[:, :1], [1, width])

    tf.saved_model.save(Images(), folder)


def compat(records, target, scratch):
    """What the command line says of a layer or module, and the words that it was asked with."""
    if target.startswith("tf."):
        path = os.path.join(scratch, "layer.py")
        with open(path, "w") as file:
            file.write("import tensorflow as tf\n" + model_of(target))
        words = [path]
    else:
        words = [target]
    done = subprocess.run(["node", "dist/cli.js", "compat", records, *words, "--json"], cwd=ROOT, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert not report["problems"], report["problems"]
    return report


def model_of(layer):
    if layer.startswith("tf.keras.Input"):
        return f"inputs = {layer}\nlayer = tf.keras.Model(inputs, tf.keras.layers.Identity()(inputs))\n"
    return f"layer = tf.keras.Sequential([{layer}])\n"


def program(records, features, feature, target, steps):
    """The program with the steps of one way in it."""
    specs = []
    for one in features:
        open_list = None in one["shape"]
        spec = f"tf.io.FixedLenSequenceFeature([], tf.{one['dtype']}, allow_missing=True)" if open_list else f"tf.io.FixedLenFeature({one['shape']}, tf.{one['dtype']})"
        specs.append(f"        {json.dumps(one['name'])}: {spec},")
    lines = [f"    {line}" for step in steps if step["place"] == "parse" for line in step["code"].split("\n")]
    arguments = ", ".join(step["code"] for step in steps if step["place"] == "layer")
    call = next((step["code"] for step in steps if step["place"] == "call"), "layer(x)")
    if target.startswith("tf."):
        layer = re.sub(r"Embedding\(\d+, ", f"Embedding({arguments}, output_dim=", target) if arguments else target
        made = model_of(layer) if layer.startswith("tf.keras.Input") else f"layer = {layer}"
    else:
        made = f"layer = hub.KerasLayer({json.dumps(target)}{', ' + arguments if arguments else ''})\n"
    return "\n".join([
        "import tensorflow as tf",
        *([] if target.startswith("tf.") else ["import tensorflow_hub as hub"]),
        "",
        "",
        "def parse(proto):",
        "    example = tf.io.parse_single_example(proto, {",
        *specs,
        "    })",
        *lines,
        f"    return example[{json.dumps(feature)}]",
        "",
        "",
        f"dataset = tf.data.TFRecordDataset([{json.dumps(records)}]).map(parse).batch(4)",
        made.rstrip("\n"),
        "x = next(iter(dataset))",
        f"output = {call}",
        "",
    ])


def main():
    os.chdir(ROOT)
    os.makedirs(DATA, exist_ok=True)
    if not os.path.exists(f"{DATA}/features.tfrecord"):
        write_records(f"{DATA}/features.tfrecord")
    with tempfile.TemporaryDirectory() as scratch:
        mobilenet = os.path.join(scratch, "mobilenet")
        save_image_module(mobilenet, 224, 1280)
        if not os.path.exists(f"{DATA}/small-images"):
            save_image_module(f"{DATA}/small-images", 8, 5)
        folders = {
            NNLM: f"{MODULES}/words-dim128",
            USE: f"{MODULES}/sentences-dim512",
            ELMO: f"{MODULES}/elmo-like",
            INCEPTION: f"{MODULES}/inception-like",
            MOBILENET: mobilenet,
        }
        recorded = []
        for records, targets in CASES.items():
            for target in targets:
                target = target.replace("module:", f"{DATA}/")
                report = compat(records, target, scratch)
                for cell in report["cells"]:
                    if cell["verdict"] == "does-not-fit":
                        ways = []
                    else:
                        ways = [{"title": None, "steps": cell["steps"], "gives": cell["gives"]}]
                    for way in ways + cell["alternatives"]:
                        # A module of the TF1 Hub format is called without a signature, what stands for it here is not.
                        if target == ELMO and all(step["place"] != "layer" for step in way["steps"]):
                            continue
                        text = program(records, report["features"], cell["feature"], target, way["steps"])
                        run = text
                        for handle, folder in folders.items():
                            run = run.replace(json.dumps(handle), json.dumps(folder))
                        scope = {}
                        try:
                            exec(compile(run, "program", "exec"), scope)
                        except Exception as error:  # the record says so, and the test fails
                            print(f"FAILED {records} {target} {cell['feature']}: {error}\n{text}", file=sys.stderr)
                            raise
                        output = scope["output"]
                        recorded.append({
                            "records": records,
                            "target": target,
                            "feature": cell["feature"],
                            "way": way["title"],
                            "program": text,
                            "shape": [int(size) for size in output.shape],
                            "dtype": output.dtype.name if hasattr(output.dtype, "name") else str(output.dtype),
                        })
                print(f"{len(recorded):4} {records} {target}", file=sys.stderr)
    with open(f"{DATA}/steps.json", "w") as file:
        json.dump({"tensorflow": tf.__version__, "keras": tf.keras.__version__, "ways": recorded}, file, indent=1)
        file.write("\n")


main()
