import { type SentenceValue, said } from '../../common/sentence';
import type { OddRecord } from '../../records/scan';
import type { Scan } from '../../statistics/report/scan-statistics';
import { type Anomaly, counted, listedWithAnd } from './anomaly';

const MAX_RECORDS_NAMED = 5;

/** What a record is that is no Example like the others, in words. */
const NAMES: { [is in OddRecord['is']]: SentenceValue } = {
  example_list: said`an ExampleListWithContext`,
  tensor: said`a TensorProto`,
  event: said`a TensorBoard Event`,
  text: said`text`,
  proto: said`another protocol buffer`,
  unknown: said`no message that is known`,
  refused: '',
  shortened: '',
  crowded: '',
};

/** What TensorFlow makes of odd records. */
const EFFECTS: {
  type: Anomaly['type'];
  of(is: OddRecord['is']): boolean;
  short: Anomaly['short'];
  long(records: SentenceValue, count: SentenceValue): Anomaly['long'];
}[] = [
  {
    type: 'RECORD_OF_ANOTHER_MESSAGE',
    of: is => NAMES[is] !== '',
    short: said`Records of another kind`,
    long: (records, count) =>
      said`${count} with valid checksums cannot be parsed like the others: ${records}. TensorFlow raises on such a record, or finds no feature in it.`,
  },
  {
    type: 'RECORD_NOT_PARSED',
    of: is => is === 'refused',
    short: said`Records that TensorFlow refuses`,
    long: (records, count) =>
      said`${count} with packed values behind unpacked ones, or with unknown fields, in one list: ${records}. Protocol buffers allow that; tf.io.parse_example raises "Can't parse serialized Example".`,
  },
  {
    type: 'RECORD_VALUES_DROPPED',
    of: is => is === 'shortened',
    short: said`Values that TensorFlow drops`,
    long: (records, count) =>
      said`${count} with more values behind packed ones in one list: ${records}. Protocol buffers allow that; tf.io.parse_example reads only the values up to there.`,
  },
  {
    type: 'RECORD_NOT_COUNTED',
    of: is => is === 'crowded',
    short: said`Records with too many values`,
    long: (records, count) =>
      said`${count} with more values than are counted here (16,777,216 int64s or 2,097,152 byte strings): ${records}. The statistics leave such a record out.`,
  },
];

/** Records with valid checksums that TensorFlow does not parse as it does the others. */
export function oddRecordAnomalies(scans: (Scan & { path: string })[]): Anomaly[] {
  const read = scans.flatMap(scan => ('scanned' in scan ? [{ path: scan.path, ...scan.scanned }] : []));
  const all = read.flatMap(({ path, odd }) => odd.map(one => ({ path, ...one })));
  const unlisted = read.reduce((sum, { odd, oddCount }) => sum + oddCount - odd.length, 0);
  return EFFECTS.flatMap(({ type, of, short, long }) => {
    const some = all.filter(({ is }) => of(is));
    if (some.length === 0) return [];
    const places = some.slice(0, MAX_RECORDS_NAMED).map(({ path, record, is }): SentenceValue => {
      const place = read.length > 1 ? said`record ${record} of ${path}` : said`record ${record}`;
      return NAMES[is] === '' ? place : said`${place} (${NAMES[is]})`;
    });
    const more = some.length - places.length + unlisted;
    const named = listedWithAnd(more > 0 ? [...places, said`${more} more`] : places);
    return [{ type, severity: 'error', short, long: long(named, counted(some.length + unlisted, 'record')) }];
  });
}
