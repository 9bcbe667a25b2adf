"""Puts an unchanged program on all devices of the machine: MirroredStrategy, whose scope is entered right before the program makes its first layer, optimizer or
metric. By then it has said which devices it wants, and nothing that it makes is outside."""
import functools
import sys

# Where Keras makes what has variables: its modules, and the methods that all of it passes through.
MAKERS = {
    "keras.src.ops.operation": ("Operation", "__new__"),
    "keras.src.backend.common.variables": ("Variable", "__init__"),
    "tf_keras.src.engine.base_layer": ("Layer", "__new__"),
    "tf_keras.src.optimizers.optimizer": ("_BaseOptimizer", "__init__"),
    "tf_keras.src.optimizers.legacy.optimizer_v2": ("OptimizerV2", "__init__"),
}
# What is made while these are still loading belongs to Keras itself.
WHOLE = ("keras", "tf_keras")


class AllDevices:
    def __init__(self, events):
        self.events = events
        self.is_loaded = self.is_over = False

    def actions(self):
        return [(name, functools.partial(self.before, *maker)) for name, maker in MAKERS.items()] + [(name, self.loaded) for name in WHOLE]

    def loaded(self, keras):
        self.is_loaded = True

    def before(self, class_name, method, module):
        made = getattr(module, class_name)
        original = getattr(made, method)

        @functools.wraps(original)
        def first(*args, **kwargs):
            if self.is_loaded and not self.is_over:
                self.is_over = True
                self.enter()
            return original(*args, **kwargs)

        setattr(made, method, staticmethod(first) if method == "__new__" else first)

    def enter(self):
        tf = sys.modules.get("tensorflow")
        if tf is None:
            self.events.say("warning", "All devices are used with TensorFlow only; this program trains as it does by itself.")
        elif tf.distribute.has_strategy():
            self.events.say("info", "The program has a strategy of tf.distribute itself, which decides about the devices.")
        else:
            devices = tf.config.list_logical_devices("GPU") or tf.config.list_logical_devices("CPU")
            if len(devices) > 1:
                # Never left, nor let go: the scope is that of the whole program.
                self.scope = tf.distribute.MirroredStrategy([device.name for device in devices]).scope()
                self.scope.__enter__()
                self.events.say("info", f"Each batch is split among {len(devices)} devices: {', '.join(device.name[len('/device:'):] for device in devices)}.")
            else:
                self.events.say("info", f"TensorFlow has one device: {devices[0].name[len('/device:'):]}.")
