import { asString } from '../../values/read';
import { NONE, type Value } from '../../values/value';
import { parameters, type Table } from '../core/rule';

/** What the constructor of keras.losses.Loss keeps of an instance of a program's class. */
interface OwnLoss {
  readonly reduction: Value;
}

export const ownLosses: Table = {
  'keras.losses.Loss.__init__': {
    rule: call => {
      if (call.self.kind === 'instance')
        call.context.write<unknown>(call.self.state, { reduction: call.args.get('reduction') } satisfies OwnLoss);
      return NONE;
    },
    parameters: parameters("name=None, reduction='sum_over_batch_size', dtype=None"),
  },
};

/** The reduction of an instance of a program's loss; undefined where its class derives from something else, or it is not known. */
export const ownReduction = (value: Value): string | undefined =>
  value.kind === 'instance' ? asString((value.state.content as Partial<OwnLoss> | undefined)?.reduction) : undefined;
