import { said } from '../common/sentence';
import { mayEqual, type Shape } from '../tensor/shape';
import type { Blocked, Course } from './course';
import { saidShape } from './said-shape';
import { holdsAsMany, padList, reshape } from './steps';

/**
 * Fits a value to the shape that a layer takes; neither shape includes the batch axis. Lists of different lengths are padded, because a batch is
 * rectangular; a value with the same number of elements is reshaped. `taken` is null if the layer takes any shape.
 */
export function fitShape(course: Course, taken: Shape): Course | Blocked {
  const { feature, type } = course;
  const given = type.shape;
  if (given === null) return course;
  if (taken !== null && given.length === taken.length && given.every((dim, axis) => mayEqual(dim, taken[axis])))
    return padded(course, taken);
  if (taken === null) return padded(course, given);
  if (isAdjustedByKeras(given, taken)) return { ...course, type: { ...type, shape: taken.map((dim, axis) => dim ?? given[axis] ?? null) } };
  if (holdsAsMany(given, taken)) return reshape(course, taken as number[]);
  return {
    why: said`"${feature.name}" has ${saidShape(given)} per example, and the layer takes ${saidShape(taken)}.`,
  };
}

/** A model adds a last axis of size 1, or drops it, by itself (keras.src.models.functional). */
const isAdjustedByKeras = (given: NonNullable<Shape>, taken: NonNullable<Shape>): boolean => {
  const [shorter, longer] = given.length < taken.length ? [given, taken] : [taken, given];
  return longer.length === shorter.length + 1 && longer.at(-1) === 1 && shorter.every((dim, axis) => mayEqual(dim, longer[axis]));
};

function padded(course: Course, taken: NonNullable<Shape>): Course | Blocked {
  const { feature, type } = course;
  const open = (type.shape ?? []).flatMap((dim, axis) => (dim === null ? [axis] : []));
  if (open.length === 0) return course;
  const [shortest, longest] = feature.lengths ?? [];
  const length = taken[open[0]] ?? longest;
  // Cutting every list short is no fit.
  const isCutShort = length === 1 || (shortest !== undefined && length !== undefined && shortest > length);
  if (type.shape?.length === 1 && length !== undefined && length > 0 && !isCutShort) return padList(course, length);
  if (length !== longest)
    return {
      why: said`"${feature.name}" has lists of ${shortest ?? 0} to ${longest ?? 0} values, and the layer takes ${saidShape(taken)}.`,
    };
  return {
    why: said`"${feature.name}" has ${saidShape(type.shape)} per example, which differ in size and cannot be batched as they are.`,
  };
}
