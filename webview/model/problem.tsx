import type { RuleName } from '../../src/diagnostics/catalogue';
import type { ViewedProblem } from '../../src/protocol/model-page';
import { Link } from '../ui/controls';
import { t } from '../ui/words';

/** What is wrong at a step, with a way to what is written of the rule. */
export const Problem = ({ rule, level, message, explain }: ViewedProblem & { explain(rule: RuleName): void }) => (
  <p class={`problem ${level}`}>
    {message}{' '}
    <Link title={t('Explain this rule')} onPress={() => explain(rule)}>
      {rule}
    </Link>
  </p>
);
