// The measured part of schema.bench.mjs: `node … FILE SCANNER` prints {records, features, seconds, processor, peak}.

import { scanStatistics } from '../../src/statistics/report/scan-statistics';
import { scanFiles } from '../../src/statistics/threads/node-scan-pool';

/** Full statistics of a file with every checksum, threads started for it included. */
async function main([path, script]: string[]): Promise<void> {
  const before = performance.now();
  const spent = process.cpuUsage();
  const { records, features } = scanStatistics(await scanFiles([path], { visitor: { name: 'features' }, script }));
  const seconds = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(spent);
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ records, features: features.length, seconds, processor: (user + system) / 1e6, peak }));
}

void main(process.argv.slice(2));
