import { formatCount } from '../../src/common/format';
import { t } from '../ui/words';

/** "1 parameter", "2,304 parameters". */
export const parametersText = (count: number): string => (count === 1 ? t('1 parameter') : t('{0} parameters', formatCount(count)));
