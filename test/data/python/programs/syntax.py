import keras

model = (keras
