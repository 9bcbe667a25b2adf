/** Steps of a circle that are given, at most. */
const MAX_STEPS = 8;

/** Nodes along a circle of a graph, the first one again at the end; undefined where it has none. Takes any depth. */
export function cycleOf(edges: ReadonlyMap<number, readonly number[]>): number[] | undefined {
  const done = new Set<number>();
  for (const start of edges.keys()) {
    const path: { node: number; next: number }[] = [{ node: start, next: 0 }];
    const open = new Set([start]);
    while (path.length > 0 && !done.has(start)) {
      const top = path[path.length - 1];
      const to = edges.get(top.node)?.[top.next++];
      if (to === undefined) {
        open.delete(top.node);
        done.add(top.node);
        path.pop();
      } else if (open.has(to)) {
        const circle = path.slice(path.findIndex(({ node }) => node === to)).map(({ node }) => node);
        return [...circle.slice(0, MAX_STEPS), to];
      } else if (!done.has(to)) {
        open.add(to);
        path.push({ node: to, next: 0 });
      }
    }
  }
  return undefined;
}
