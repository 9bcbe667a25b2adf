/** The name of a feature. Where it does not fit, its path is cut: names of one file mostly differ in their last part. */
export function FeatureName({ name }: { name: string }) {
  const leaf = name.lastIndexOf('/') + 1;
  return (
    <span class="name" title={name}>
      {leaf > 0 && <span class="path">{name.slice(0, leaf)}</span>}
      <span class="leaf">{name.slice(leaf)}</span>
    </span>
  );
}
