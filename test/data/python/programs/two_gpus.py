import sys

import tensorflow as tf
import keras

if sys.argv[1:] == ["own"]:
    own = tf.distribute.MirroredStrategy(["GPU:0"]).scope()
    own.__enter__()
before = tf.strategy
model = keras.Model()
print("strategy", keras.EARLY.distribute_strategy, before is None, model.distribute_strategy and model.distribute_strategy.num_replicas_in_sync)
model.fit()
