import { efficientNet } from './efficientnet';
import { mobileNet, mobileNetV2 } from './mobilenet';
import { denseNet, resNet, resNetV2 } from './resnet';
import { vgg } from './vgg';
import type { Network } from './writer';

/** Networks of keras.applications as the layers that they are made of. Others are one step from input to output. */
export const networks: { readonly [name: string]: Network } = {
  MobileNet: mobileNet,
  MobileNetV2: mobileNetV2,
  ResNet50: resNet(3, 4, 6, 3),
  ResNet101: resNet(3, 4, 23, 3),
  ResNet152: resNet(3, 8, 36, 3),
  ResNet50V2: resNetV2(3, 4, 6, 3),
  ResNet101V2: resNetV2(3, 4, 23, 3),
  ResNet152V2: resNetV2(3, 8, 36, 3),
  DenseNet121: denseNet(6, 12, 24, 16),
  DenseNet169: denseNet(6, 12, 32, 32),
  DenseNet201: denseNet(6, 12, 48, 32),
  VGG16: vgg(2, 2, 3, 3, 3),
  VGG19: vgg(2, 2, 4, 4, 4),
  EfficientNetB0: efficientNet(1.0, 1.0, 0.2),
  EfficientNetB1: efficientNet(1.0, 1.1, 0.2),
  EfficientNetB2: efficientNet(1.1, 1.2, 0.3),
  EfficientNetB3: efficientNet(1.2, 1.4, 0.3),
  EfficientNetB4: efficientNet(1.4, 1.8, 0.4),
  EfficientNetB5: efficientNet(1.6, 2.2, 0.4),
  EfficientNetB6: efficientNet(1.8, 2.6, 0.5),
  EfficientNetB7: efficientNet(2.0, 3.1, 0.5),
};
