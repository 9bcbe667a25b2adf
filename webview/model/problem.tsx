import type { LayerView } from '../../src/protocol/model-page';
import { Link } from '../ui/controls';

type Told = NonNullable<LayerView['problem']>;

/** What is wrong at a step, with a way to what is written of the rule. */
export const Problem = ({ rule, level, message, explain }: Told & { explain(rule: string): void }) => (
  <p class={`problem ${level}`}>
    {message}{' '}
    <Link title="What this rule says" onPress={() => explain(rule)}>
      {rule}
    </Link>
  </p>
);
