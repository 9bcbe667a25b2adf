import { catalogue, type RuleName } from '../../diagnostics/catalogue';

/** Line of the first rule in docs/rules.md, from 1; the rules stand there in the order of the catalogue. */
const FIRST_RULE_LINE = 9;

/** The line of docs/rules.md that tells of a rule, from 1. */
export const ruleLine = (rule: RuleName): number => FIRST_RULE_LINE + Math.max(0, Object.keys(catalogue).indexOf(rule));
