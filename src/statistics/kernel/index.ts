export { markedCount } from './decode';
export { countColumns, unboundName } from './feature';
export { findLists, moveStarts } from './find';
export { hashGathered } from './hash';
export { first, LISTS, lengths, marked, nameLength, nameStart, RECORDS, second, sizes, starts, WINDOW, window } from './memory';
export {
  addLists,
  addOne,
  addValues,
  allocate,
  bindName,
  closeRecord,
  collectorOf,
  createCollector,
  createFeature,
  emptyOf,
  lengthsOf,
  listsOf,
  merge,
  presentOf,
  reset,
  save,
  savedBytes,
} from './outside';
