import type { DType } from '../../tensor/dtype';
import { printShape } from '../../tensor/shape';
import { asInt, asString } from '../../values/read';
import { type Rule, rows, type Table } from '../core/rule';
import { image, named, notAnImage, remembered, sizedTo } from './image';
import { dense, dtypeOr, made, refuseCall } from './operand';

const same =
  (dtype?: DType, least = 3): Rule =>
  call => {
    const x = image(call);
    if (x.shape !== null && x.shape.length < least)
      return refuseCall(
        call,
        'op-shape',
        `the image has shape ${printShape(x.shape)} and must have at least 3 axes: height, width, channels`,
      );
    return made(call, [x.value], x.shape, dtype ?? x.dtype);
  };

const convertDType: Rule = call => {
  const x = image(call);
  return made(call, [x.value], x.shape, dtypeOr(call, call.args.get('dtype'), null));
};

/** The channels replaced; what comes in must have the number that the function is made for. */
const channels =
  (from: number, to: number): Rule =>
  call => {
    const x = image(call);
    const last = x.shape?.at(-1);
    const first = call.args.given('data_format') && asString(call.args.get('data_format')) !== 'channels_last';
    if (x.shape === null || x.shape.length === 0 || first) return made(call, [x.value], null, x.dtype);
    if (last !== null && last !== from)
      return refuseCall(
        call,
        'op-shape',
        `the last axis of ${printShape(x.shape)} must have ${from} ${from === 1 ? 'channel' : 'channels'}, not ${last}`,
      );
    return made(call, [x.value], [...x.shape.slice(0, -1), to], x.dtype);
  };

/** Hue and saturation are of red, green and blue: "input must have 3 channels". */
const recoloured: Rule = call => ((image(call).shape?.length ?? 3) < 3 ? same() : channels(3, 3))(call);

const turned: Rule = call => {
  const x = image(call);
  const wrong = notAnImage(call, x.shape);
  if (wrong) return wrong;
  const k = call.args.given('k') ? asInt(call.args.get('k')) : 1;
  if (x.shape === null || k === undefined) return made(call, [x.value], x.shape && sizedTo(x.shape, null, null), x.dtype);
  const [height, width] = x.shape.slice(-3);
  return made(call, [x.value], k % 2 === 0 ? x.shape : sizedTo(x.shape, width, height), x.dtype);
};

/** One number for each image. */
const perImage: Rule = call => {
  const x = image(call);
  return made(call, [x.value], x.shape?.slice(0, -3) ?? null, 'float32');
};

/** tf.image and keras.ops.image, but for what gives images another size. */
export const imageFunctions: Table = {
  ...rows(
    named(
      'flip_left_right flip_up_down random_flip_left_right random_flip_up_down stateless_random_flip_left_right stateless_random_flip_up_down adjust_contrast random_contrast stateless_random_contrast random_jpeg_quality adjust_jpeg_quality stateless_random_jpeg_quality',
    ),
    dense(same()),
  ),
  ...rows(
    named('adjust_hue adjust_saturation random_hue random_saturation stateless_random_hue stateless_random_saturation'),
    dense(recoloured),
  ),
  ...rows(
    named('adjust_brightness random_brightness stateless_random_brightness adjust_gamma draw_bounding_boxes'),
    dense(same(undefined, 0)),
  ),
  'tf.image.per_image_standardization': dense(same('float32')),
  'tf.image.convert_image_dtype': dense(remembered(convertDType)),
  ...rows(['tf.image.rgb_to_grayscale', 'keras.ops.image.rgb_to_grayscale'], dense(channels(3, 1))),
  'tf.image.grayscale_to_rgb': dense(channels(1, 3)),
  ...rows(named('rgb_to_hsv hsv_to_rgb rgb_to_yiq rgb_to_yuv yiq_to_rgb yuv_to_rgb'), dense(channels(3, 3))),
  'tf.image.rot90': dense(turned),
  'tf.image.transpose': dense(turned),
  ...rows(named('total_variation psnr ssim ssim_multiscale'), dense(perImage)),
  'tf.image.sobel_edges': dense(call => {
    const x = image(call);
    return made(call, [x.value], x.shape && [...x.shape, 2], x.dtype);
  }),
  'tf.image.non_max_suppression': dense(call => made(call, [call.args.get('boxes')], [null], 'int32')),
};
