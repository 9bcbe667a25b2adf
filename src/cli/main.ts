import { checkCommand } from './check';
import { type Command, EXIT, UsageError } from './command';
import { compatCommand } from './compat';
import { engineCommand } from './engine';
import { hubCommand } from './hub';
import { inspectCommand } from './inspect';
import { printLines, printProblem, printText } from './output';
import { planCommand } from './plan';
import { recordsCommand } from './records';
import { schemaCommand } from './schema';
import { shapesCommand } from './shapes';
import { trainCommand } from './train';

const commands: Command[] = [
  inspectCommand,
  recordsCommand,
  schemaCommand,
  checkCommand,
  shapesCommand,
  compatCommand,
  planCommand,
  trainCommand,
  hubCommand,
  engineCommand,
];

function help(): string {
  const width = Math.max(0, ...commands.map(command => command.name.length + command.usage.length + 1));
  const rows = commands.map(command => `  ${`${command.name} ${command.usage}`.padEnd(width)}  ${command.summary}`);
  return [
    'usage: tensorscope COMMAND …',
    '',
    ...rows,
    '',
    'Every command takes --json. Exit code 0: fine; 1: problems found; 2: bad usage.',
  ].join('\n');
}

/** Words behind "--" are the program's own. */
const asksForHelp = (words: string[]): boolean => {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some(word => word === '--help' || word === '-h');
};

function helpOn({ name, usage, summary, options }: Command): string[] {
  const all: Command['options'] = [...options, ['--help', 'show this']];
  const width = Math.max(...all.map(([flag]) => flag.length));
  return [
    `usage: tensorscope ${name} ${usage}`,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    ...all.map(([flag, what]) => `  ${flag.padEnd(width)}  ${what}`),
  ];
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    printText(help());
    return name === undefined ? EXIT.usage : EXIT.fine;
  }
  const command = commands.find(candidate => candidate.name === name);
  if (!command) {
    printProblem(`There is no command "${name}".\n\n${help()}`);
    return EXIT.usage;
  }
  if (asksForHelp(rest)) {
    printLines(helpOn(command));
    return EXIT.fine;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
      printProblem(`${(error as Error).message}\nusage: tensorscope ${command.name} ${command.usage}`);
      return EXIT.usage;
    }
    throw error;
  }
}

// A reader that stops early (`tensorscope records … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
