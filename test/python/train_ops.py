"""Records what TensorFlow's operations give, for test/unit/train/input/ops/table.test.ts. Writes JSON to standard output."""
import json
import operator
import numpy as np
import tensorflow as tf

T = lambda values, dtype="float32": {"tensor": {"dtype": dtype, "value": values}}
ARANGE = T(np.arange(24).reshape(2, 3, 4).tolist())
INTS = T([[3, -4, 5], [-7, 8, 2]], "int32")
FLOATS = T([[0.5, -1.5, 2.5], [3.0, -0.25, 0.0]])
BYTES = T([[0, 128, 255], [7, 200, 64]], "uint8")
IMAGE = T((np.arange(5 * 4 * 3) * 4 % 256).reshape(5, 4, 3).tolist(), "uint8")
FLOAT_IMAGE = T((np.arange(60) % 17 / 17).reshape(5, 4, 3).round(3).tolist())
COLOURS = T(np.random.default_rng(7).random((3, 4, 3)).round(3).tolist() )
COLOURS8 = T(np.random.default_rng(8).integers(0, 256, (3, 4, 3)).tolist(), "uint8")
LINES = T([" one, two,three ", "", "a,,b", "x  y z"], "string")
TEXT = T(["Ab c ", " 12.5", "XYZ"], "string")

CASES = [
    *[[op, {"a": a, "b": b}] for op in ["add", "sub", "mul", "truediv", "floordiv", "mod", "lt", "le", "gt", "ge", "eq", "ne"] for a, b in [(INTS, T([2, 3, -2], "int32")), (FLOATS, 2.0), (INTS, T([[2], [3]], "int32"))]],
    ["pow", {"a": FLOATS, "b": 2.0}], ["neg", {"a": INTS}],
    ["getitem", {"a": ARANGE, "b": 1}], ["getitem", {"a": ARANGE, "b": [{"slice": [None, None, None]}, 1]}],
    ["getitem", {"a": ARANGE, "b": [{"ellipsis": True}, {"slice": [1, None, 2]}]}], ["getitem", {"a": ARANGE, "b": [0, {"slice": [None, None, -1]}, -1]}],
    ["getitem", {"a": ARANGE, "b": [None, {"slice": [-1, None, None]}, {"ellipsis": True}, 0]}], ["getitem", {"a": ARANGE, "b": [{"slice": [0, 1, None]}, {"slice": [5, 9, None]}]}],
    ["tf.cast", {"x": FLOATS, "dtype": "int32"}], ["tf.cast", {"x": FLOATS, "dtype": "bool"}], ["tf.cast", {"x": INTS, "dtype": "float32"}], ["tf.cast", {"x": BYTES, "dtype": "int64"}],
    ["tf.one_hot", {"indices": T([0, 2, 5, -1], "int64"), "depth": 3}], ["tf.one_hot", {"indices": T([[0, 1], [2, 0]], "int64"), "depth": 3, "on_value": 5.0, "off_value": -1.0, "axis": 1}],
    ["tf.reshape", {"tensor": ARANGE, "shape": [4, -1]}], ["tf.expand_dims", {"input": INTS, "axis": 1}], ["tf.expand_dims", {"input": INTS, "axis": -1}], ["tf.squeeze", {"input": T([[[1.0], [2.0]]])}], ["tf.squeeze", {"input": T([[[1.0], [2.0]]]), "axis": [0]}],
    ["tf.transpose", {"a": ARANGE}], ["tf.transpose", {"a": ARANGE, "perm": [1, 0, 2]}],
    ["tf.concat", {"values": [INTS, INTS], "axis": 0}], ["tf.concat", {"values": [INTS, T([[9], [8]], "int32")], "axis": -1}], ["tf.stack", {"values": [INTS, INTS], "axis": 1}], ["tf.stack", {"values": [INTS, INTS, INTS], "axis": -1}],
    ["tf.reduce_sum", {"input_tensor": ARANGE, "axis": 1}], ["tf.reduce_mean", {"input_tensor": ARANGE, "axis": [0, 2], "keepdims": True}], ["tf.reduce_max", {"input_tensor": INTS}], ["tf.reduce_min", {"input_tensor": INTS, "axis": 0}],
    ["tf.math.cumsum", {"x": ARANGE, "axis": 1}], ["tf.cumsum", {"x": INTS, "axis": -1, "exclusive": True}], ["tf.math.cumsum", {"x": FLOATS, "reverse": True}],
    ["tf.pad", {"tensor": INTS, "paddings": [[1, 0], [0, 2]]}], ["tf.pad", {"tensor": FLOATS, "paddings": [[0, 1], [1, 1]], "constant_values": 9.0}], ["tf.where", {"condition": T([True, False, True], "bool"), "x": FLOATS, "y": T([7.0, 7.0, 7.0])}],
    ["tf.clip_by_value", {"t": FLOATS, "clip_value_min": -1.0, "clip_value_max": 2.0}], ["tf.maximum", {"x": FLOATS, "y": 0.25}], ["tf.math.floormod", {"x": INTS, "y": 3}],
    *[["tf." + op, {"x": FLOATS}] for op in ["abs", "square", "exp", "tanh", "sigmoid", "round", "floor", "sign"]], ["tf.math.log1p", {"x": T([0.0, 0.5])}], ["tf.sqrt", {"x": T([4.0, 2.0])}],
    ["tf.zeros", {"shape": [2, 3]}], ["tf.ones", {"shape": [2], "dtype": "int64"}], ["tf.shape", {"input": ARANGE}],
    ["tf.image.resize", {"images": IMAGE, "size": [3, 7]}], ["tf.image.resize", {"images": IMAGE, "size": [10, 8], "method": "nearest"}], ["tf.image.convert_image_dtype", {"image": IMAGE, "dtype": "float32"}], ["tf.image.convert_image_dtype", {"image": T([0.0, 0.5, 1.0]), "dtype": "uint8"}],
    ["tf.image.rgb_to_grayscale", {"images": T(np.linspace(0, 1, 12).reshape(2, 2, 3).round(3).tolist())}], ["tf.image.grayscale_to_rgb", {"images": T([[[1.0], [2.0]]])}], ["tf.image.flip_left_right", {"image": IMAGE}],
    ["tf.strings.lower", {"input": TEXT}], ["tf.strings.upper", {"input": TEXT}], ["tf.strings.strip", {"input": TEXT}], ["tf.strings.length", {"input": TEXT}], ["tf.strings.to_number", {"input": T([" 12.5", "-3e2"], "string")}],
    *[["tf.strings.split", {"input": LINES, **more}, {"default_value": "~"}] for more in [{}, {"sep": ","}, {"sep": ",", "maxsplit": 1}, {"maxsplit": 1}, {"maxsplit": 0}, {"sep": ", "}]],
    *[["tf.strings.split", {"input": LINES}, dense] for dense in [{}, {"shape": [None, 2]}, {"shape": [2, None]}, {"shape": [5, 5], "default_value": "?"}]],
    ["tf.strings.split", {"input": T(" a  b\tc ", "string")}], *[["tf.strings.split", {"input": T([["a b", ""], ["c", "d e f"]], "string")}, dense] for dense in [{}, {"shape": [None, 1, 2]}, {"shape": [3, 3, 4]}]],
    ["tf.strings.join", {"inputs": [TEXT, "-", TEXT]}], ["tf.strings.join", {"inputs": [TEXT, T(["1", "2", "3"], "string")], "separator": ", "}], ["tf.strings.join", {"inputs": ["a", "b"], "separator": "+"}],
    *[["tf.strings.reduce_join", {"inputs": T([["a", "b", "c"], ["d", "", "f"]], "string"), "separator": " ", **more}] for more in [{}, {"axis": 0}, {"axis": -1}, {"axis": 1, "keepdims": True}, {"keepdims": True}]],
    *[["tf." + op, {"x": FLOATS, "y": T([[2.0], [3.0]])}] for op in ["add", "subtract", "multiply", "divide", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "minimum", "math.squared_difference"]],
    *[["tf." + op, {"x": INTS, "y": T([3, 8, 2], "int32")}] for op in ["add", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "minimum", "maximum", "math.floordiv", "math.squared_difference"]],
    *[["tf." + op, {"x": T([True, True, False, False], "bool"), "y": T([True, False, True, False], "bool")}] for op in ["logical_and", "logical_or"]],
    *[[op, {"a": T([True, True, False, False], "bool"), "b": T([True, False, True, False], "bool")}] for op in ["and_", "or_"]],
    *[[op, {"a": T([12, 10, 7], "int32"), "b": T([10, 3, 8], "int32")}] for op in ["and_", "or_"]], ["invert", {"a": T([True, False], "bool")}],
    *[["tf." + op, {"x": FLOATS}] for op in ["negative", "sin", "cos", "math.ceil", "math.is_nan"]], ["tf.logical_not", {"x": T([True, False], "bool")}], ["tf.math.log", {"x": T([1.0, 0.5])}],
    ["tf.identity", {"input": INTS}], ["tf.ensure_shape", {"x": INTS, "shape": [2, None]}], ["tf.constant", {"value": [[1, 2], [3, 4]]}], ["tf.constant", {"value": [1, 2], "dtype": "float32"}],
    ["tf.pad", {"tensor": INTS, "paddings": [[0, 0], [2, 1]]}], ["tf.pad", {"tensor": INTS, "paddings": [[2, 1], [1, 0]], "constant_values": 7}], ["tf.transpose", {"a": ARANGE, "perm": [2, 0, 1]}],
    ["tf.reduce_sum", {"input_tensor": ARANGE}], ["tf.reduce_sum", {"input_tensor": INTS, "axis": -1, "keepdims": True}], ["tf.reduce_max", {"input_tensor": ARANGE, "axis": [1, -1]}],
    ["eq", {"a": T(["a", "b"], "string"), "b": "b"}], ["tf.io.decode_raw", {"input_bytes": T(["abcd", "efgh"], "string"), "out_type": "uint8"}], ["tf.io.decode_raw", {"input_bytes": T("abcdefgh", "string"), "out_type": "int16"}],
    *[[f"tf.image.{op}", {"image": IMAGE}] for op in ["flip_up_down", "rot90", "per_image_standardization"]], ["tf.image.rot90", {"image": IMAGE, "k": 3}], ["tf.image.rot90", {"image": IMAGE, "k": -2}],
    ["tf.image.central_crop", {"image": IMAGE, "central_fraction": 0.5}], ["tf.image.central_crop", {"image": IMAGE, "central_fraction": 0.875}], ["tf.image.crop_to_bounding_box", {"image": IMAGE, "offset_height": 1, "offset_width": 2, "target_height": 3, "target_width": 2}],
    *[["tf.image.resize_with_crop_or_pad", {"image": IMAGE, "target_height": h, "target_width": w}] for h, w in [(2, 7), (8, 1), (5, 5), (4, 2)]],
    *[["tf.image.resize_with_pad", {"image": image, "target_height": h, "target_width": w, **method}] for image in [IMAGE, FLOAT_IMAGE] for h, w, method in [(7, 7, {}), (3, 9, {}), (9, 4, {"method": "nearest"}), (2, 2, {})]],
    ["tf.image.pad_to_bounding_box", {"image": IMAGE, "offset_height": 1, "offset_width": 2, "target_height": 8, "target_width": 9}],
    *[["tf.image.adjust_saturation", {"image": image, "saturation_factor": f}] for image in [COLOURS, COLOURS8] for f in [0.0, 0.4, 2.5]], *[["tf.image.adjust_hue", {"image": image, "delta": d}] for image in [COLOURS, COLOURS8] for d in [0.3, -0.7]],
    *[["tf.image.adjust_brightness", {"image": image, "delta": delta}] for image in [IMAGE, FLOAT_IMAGE] for delta in [0.25, -0.4]], *[["tf.image.adjust_contrast", {"images": image, "contrast_factor": f}] for image in [IMAGE, FLOAT_IMAGE] for f in [0.5, 2.0]],
    ["tf.gather", {"params": ARANGE, "indices": T([1, 0, 1], "int64")}], ["tf.gather", {"params": ARANGE, "indices": T([[2, 0]], "int32"), "axis": 1}], ["tf.gather", {"params": TEXT, "indices": T([2], "int32")}], ["tf.gather", {"params": INTS, "indices": T([1], "int32"), "axis": -1}],
    ["tf.argmax", {"input": INTS}], ["tf.argmax", {"input": ARANGE, "axis": 1}], ["tf.math.argmin", {"input": FLOATS, "axis": -1, "output_type": "int32"}], ["tf.argmax", {"input": T([3, 9, 9, 1], "int32")}],
    *[["tf." + op, {"input_tensor": T([[True, False], [True, True]], "bool"), "axis": axis}] for op in ["reduce_any", "math.reduce_all"] for axis in [0, 1]],
]


def value(argument):
    if isinstance(argument, dict) and "tensor" in argument:
        return tf.constant(argument["tensor"]["value"], argument["tensor"]["dtype"])
    if isinstance(argument, dict) and "slice" in argument:
        return slice(*argument["slice"])
    if isinstance(argument, dict) and "ellipsis" in argument:
        return ...
    return [value(item) for item in argument] if isinstance(argument, list) else argument


def run(op, args, dense=None):
    """`dense`: arguments of to_tensor, where the operation gives a ragged tensor."""
    args = {name: value(argument) for name, argument in args.items()}
    if op == "getitem":
        key = args["b"]
        result = args["a"][tuple(key) if isinstance(key, list) else key]
    elif not op.startswith("tf."):
        result = getattr(operator, op)(*args.values())
    else:
        result = eval(op)(**args)
    if dense is not None:
        result = result.to_tensor(**dense)
    values = np.asarray(result.numpy())
    flat = [v.decode() for v in values.ravel()] if result.dtype == tf.string else [float(f"{float(v):.7g}") for v in values.ravel()]
    return {"op": op if op.startswith("tf.") else f"operator.{op}", "args": {}, "dtype": result.dtype.name, "shape": list(result.shape), "values": flat}


print(json.dumps([{**run(op, args, *dense), "args": args, **({"dense": dense[0]} if dense else {})} for op, args, *dense in CASES], separators=(",", ":")).replace('{"op"', '\n{"op"'))
