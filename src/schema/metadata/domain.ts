import { type Sentence, said } from '../../common/sentence';
import type { Exact } from '../../statistics/report/statistics';
import type { Domain, Fault } from '../schema';
import type { MetadataMessage } from './message';

/** The type of a feature and what it says of its values. */
export interface DomainReading {
  domain?: Domain;
  embedding?: number;
  faults: Fault[];
  /** What of it is not held against data. */
  unchecked: Sentence[];
}

type Feature = MetadataMessage<'Feature'>;
type DomainField = keyof Feature & (`${string}_domain` | 'domain');
type FeatureType = 'INT' | 'FLOAT' | 'BYTES';

/** Which domains TFDV takes for which type; the names of domains (`domain: "countries"`) are those of texts only. */
const DOMAINS_BY_TYPE: { [type in FeatureType]: ReadonlySet<string> } = {
  INT: new Set(['int_domain', 'bool_domain', 'natural_language_domain', 'time_domain', 'time_of_day_domain']),
  FLOAT: new Set(['float_domain', 'bool_domain', 'time_of_day_domain']),
  BYTES: new Set([
    ...['domain', 'int_domain', 'float_domain', 'string_domain', 'bool_domain', 'natural_language_domain', 'image_domain', 'mid_domain'],
    ...['url_domain', 'time_domain', 'time_of_day_domain'],
  ]),
};
/** Younger than the TFDV whose answers are recorded: nothing is said about their types. */
const UNCHECKED_DOMAINS = ['audio_domain', 'video_domain', 'content_chunk_domain'];

/** Reads the domain that a feature is given. `named` are the schema's texts to choose from, by name. */
export function readDomain(feature: Feature, type: FeatureType, named: ReadonlyMap<string, string[]>): DomainReading {
  const reading: DomainReading = { faults: [], unchecked: [] };
  const field = Object.keys(feature).find((name): name is DomainField => name === 'domain' || name.endsWith('_domain'));
  if (field === undefined) return reading;
  const invalid = (kind: Fault['type'], long: Sentence): Fault => ({ type: kind, short: said`Invalid domain`, long });
  if (!DOMAINS_BY_TYPE[type].has(field) && !UNCHECKED_DOMAINS.includes(field)) {
    reading.faults.push(
      invalid('DOMAIN_INVALID_FOR_TYPE', said`The schema gives "${feature.name}" a ${field}, which does not apply to its type ${type}.`),
    );
    return reading;
  }
  if (field === 'time_of_day_domain' && !feature.time_of_day_domain?.string_format && !feature.time_of_day_domain?.integer_format)
    reading.faults.push(
      invalid('INVALID_DOMAIN_SPECIFICATION', said`The schema gives "${feature.name}" a time_of_day_domain without a format.`),
    );
  if (field === 'domain' && !named.has(feature.domain ?? ''))
    reading.faults.push(
      invalid(
        'INVALID_DOMAIN_SPECIFICATION',
        said`The schema names "${feature.domain}" as the domain of "${feature.name}", but has no string_domain of that name.`,
      ),
    );
  const read = READERS[`${type} ${field}`];
  if (read) Object.assign(reading, read(feature, named));
  else if (reading.faults.length === 0) reading.unchecked.push(said`the ${field} of "${feature.name}"`);
  if (needsTokens(feature))
    reading.unchecked.push(said`vocabulary, coverage and sequences of the natural_language_domain of "${feature.name}"`);
  return reading;
}

const needsTokens = ({ natural_language_domain: text }: Feature): boolean => text !== undefined && Object.keys(text).length > 0;

type Read = (feature: Feature, named: ReadonlyMap<string, string[]>) => Pick<DomainReading, 'domain' | 'embedding'>;

const readIntDomain: Read = ({ int_domain: { min = -(2n ** 63n), max = 2n ** 63n - 1n, is_categorical: categorical = false } = {} }) => ({
  domain: { kind: 'int', min: exact(min), max: exact(max), categorical },
});

const readFloatDomain: Read = ({
  float_domain: { min, max, disallow_nan = false, disallow_inf = false, is_embedding, embedding_dim } = {},
}) => ({
  domain: { kind: 'float', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), disallow_nan, disallow_inf },
  ...(is_embedding && embedding_dim ? { embedding: Number(embedding_dim) } : {}),
});

/** How a domain of a type is read: those that data can be held against. */
const READERS: { [typeAndField: string]: Read | undefined } = {
  'INT int_domain': readIntDomain,
  'INT bool_domain': () => ({ domain: { kind: 'bool' } }),
  // TFDV takes whole numbers for the words of a vocabulary, which it does not look into.
  'INT natural_language_domain': () => ({}),
  'FLOAT bool_domain': () => ({ domain: { kind: 'bool' } }),
  'FLOAT float_domain': readFloatDomain,
  'BYTES domain': ({ domain = '' }, named) =>
    named.has(domain) ? { domain: { kind: 'string', values: named.get(domain) as string[] } } : {},
  // Texts that stand for numbers.
  'BYTES int_domain': readIntDomain,
  'BYTES float_domain': readFloatDomain,
  'BYTES string_domain': ({ string_domain }) => ({ domain: { kind: 'string', values: string_domain?.value ?? [] } }),
  'BYTES bool_domain': ({ bool_domain: { true_value, false_value } = {} }) => ({
    domain: { kind: 'bool', words: [true_value, false_value].filter(word => word !== undefined) },
  }),
  'BYTES natural_language_domain': () => ({ domain: { kind: 'text' } }),
  'BYTES image_domain': ({ image_domain: { minimum_supported_image_fraction: min_fraction = 0, max_image_byte_size: bytes } = {} }) => ({
    domain: { kind: 'image', min_fraction, ...(bytes === undefined ? {} : { max_bytes: Number(bytes) }) },
  }),
};

const exact = (value: bigint): Exact => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));
