/** Below this many items an insertion sort is quicker. */
const INSERTION_SORT_BELOW: i32 = 24;

function at(items: usize, index: i32): f64 {
  return load<f64>(items + (usize(index) << 3));
}

function put(items: usize, index: i32, value: f64): void {
  store<f64>(items + (usize(index) << 3), value);
}

/**
 * Sorts `count` finite numbers in place, ascending: quicksort by the median of three, recursion into the smaller part, so that it is at
 * most log2(count) deep.
 * The library's own sort calls a function for each comparison.
 */
export function sort(items: usize, count: i32): void {
  let rest = items;
  let left = count;
  while (left > INSERTION_SORT_BELOW) {
    const split = partition(rest, left);
    const above = rest + (usize(split) << 3);
    if (split < left - split) {
      sort(rest, split);
      rest = above;
      left -= split;
    } else {
      sort(above, left - split);
      left = split;
    }
  }
  insertionSort(rest, left);
}

/** Moves what is not above the pivot before what is not below it; gives how many come first, at least one and less than all. */
function partition(items: usize, count: i32): i32 {
  const pivot = median(at(items, 0), at(items, count >> 1), at(items, count - 1));
  let low = -1;
  let high = count;
  while (true) {
    do low++;
    while (at(items, low) < pivot);
    do high--;
    while (at(items, high) > pivot);
    if (low >= high) return high + 1;
    const moved = at(items, low);
    put(items, low, at(items, high));
    put(items, high, moved);
  }
}

function median(a: f64, b: f64, c: f64): f64 {
  return max(min(a, b), min(max(a, b), c));
}

function insertionSort(items: usize, count: i32): void {
  for (let index = 1; index < count; index++) {
    const value = at(items, index);
    let place = index - 1;
    for (; place >= 0 && at(items, place) > value; place--) put(items, place + 1, at(items, place));
    put(items, place + 1, value);
  }
}
