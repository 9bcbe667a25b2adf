/** Records framed in one window; `starts` and `lengths` are of payloads, places within the window. */
export interface Frames {
  count: number;
  starts: Uint32Array;
  lengths: Uint32Array;
}

export function emptyFrames(capacity: number): Frames {
  return { count: 0, starts: new Uint32Array(capacity), lengths: new Uint32Array(capacity) };
}

/** Room for twice as many. */
export function growFrames(frames: Frames): Frames {
  const { starts, lengths } = frames;
  frames.starts = new Uint32Array(starts.length * 2);
  frames.lengths = new Uint32Array(starts.length * 2);
  frames.starts.set(starts);
  frames.lengths.set(lengths);
  return frames;
}
