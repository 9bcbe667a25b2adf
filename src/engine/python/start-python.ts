import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainingEnd } from '../../common/run-events';
import type { RunOptions } from '../../protocol/training';
import { RUN_FILES } from '../../runs/manifest';
import { describeCrash, FLUSH_AFTER_EXIT_MS, readOutput } from '../process-output';
import type { Trainer, TrainingListener, TrainingProcess } from '../trainer';
import { environmentOf } from './environment';
import type { RunnerCommand, RunnerMessage, RunnerOptions } from './messages';
import type { PythonProgram } from './program';
import { ProgramRun } from './program-run';

/** How long a program is waited for once a stop was asked for. */
export interface StopTimes {
  /** For the step under way and what follows `fit`; then the program gets the signal of Ctrl-C. */
  interruptMs: number;
  /** For its end after that signal; then it is killed. */
  killMs: number;
}

const defaultStopTimes: StopTimes = { interruptMs: 15_000, killMs: 5_000 };

/** How long messages are awaited from a process that has ended: one that it left behind may keep the pipe open. */
const MESSAGES_AFTER_EXIT_MS = 2_000;

/** The file descriptors that the runner is given for its messages and our commands. */
const EVENTS = 3;
const COMMANDS = 4;

/** Runs a program unchanged under the user's Python; `runner` is media/python/run_program.py. */
export function pythonTrainer(runner: string, program: PythonProgram, times = defaultStopTimes): Trainer {
  return {
    engine: 'python',
    title: `Python (${program.interpreter})`,
    whyNotFaster: null,
    hasControl: true,
    start: (options, listener) => startPython({ runner, program, times }, options, listener),
  };
}

/** A group of its own: Ctrl-C in a terminal does not reach it, and its children end with it. */
const hasGroup = process.platform !== 'win32';

const spawnRunner = (
  runner: string,
  { interpreter, script, arguments: words, environment, devices = 'own' }: PythonProgram,
  { workingDirectory, runDirectory, seed, resume }: RunOptions,
) => {
  const options: RunnerOptions = {
    events: EVENTS,
    commands: COMMANDS,
    seed: seed ?? null,
    checkpoints: join(resolve(runDirectory), RUN_FILES.checkpoints),
    devices,
    resume: resume === undefined ? null : join(resolve(resume), RUN_FILES.checkpoints),
  };
  return spawn(interpreter, ['-u', runner, JSON.stringify(options), script, ...words], {
    cwd: workingDirectory,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { TF_CPP_MIN_LOG_LEVEL: '2', ...environmentOf(interpreter), ...environment, PYTHONIOENCODING: 'utf-8' },
    detached: hasGroup,
    windowsHide: true,
  });
};

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // All of it has ended.
  }
}

/** A run whose folder cannot be made. */
function failedStart(message: string, { event }: TrainingListener): TrainingProcess {
  const end: TrainingEnd = { event: 'end', status: 'failed', message, epochs: 0, metrics: {}, seconds: 0, msPerStepMedian: null };
  const ended = Promise.resolve().then(() => {
    event(end);
    return end;
  });
  return { pid: undefined, stop: () => undefined, kill: () => undefined, ended };
}

interface Start {
  runner: string;
  program: PythonProgram;
  times: StopTimes;
}

function startPython({ runner, program, times }: Start, options: RunOptions, listener: TrainingListener): TrainingProcess {
  let run: ProgramRun;
  try {
    if (options.resume !== undefined && !existsSync(join(options.resume, RUN_FILES.checkpoints)))
      throw new Error(`${options.resume} holds no run with a finished epoch to resume`);
    run = new ProgramRun(program, options, listener.event);
  } catch (error) {
    return failedStart((error as Error).message, listener);
  }
  const child = spawnRunner(runner, program, options);
  const output = readOutput(child, line => {
    run.log(line);
    listener.log(line);
  });
  const events = child.stdio[EVENTS] as Readable;
  const commands = child.stdio[COMMANDS] as Writable;
  // A program that has just ended takes no command.
  commands.on('error', () => undefined);
  const drained = new Promise<void>(resolve => {
    createInterface({ input: events })
      .on('line', line => run.receive(JSON.parse(line) as RunnerMessage))
      .on('close', resolve);
  });

  const command = (words: RunnerCommand): void => void commands.write(`${words}\n`);
  let stopped = false;
  const timers: NodeJS.Timeout[] = [];
  const ended = new Promise<TrainingEnd>(resolve => {
    const finish = (crash: string | null): void => {
      for (const timer of timers) clearTimeout(timer);
      resolve(run.end(crash, stopped));
    };
    child.once('error', error => finish(`${program.interpreter} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      // Processes that the program started and left behind.
      killGroup(child);
      const read = Promise.race([drained, sleep(MESSAGES_AFTER_EXIT_MS)]);
      void Promise.all([read, sleep(FLUSH_AFTER_EXIT_MS)]).then(() => finish(code === 0 ? null : describeCrash(code, signal, output)));
    });
  });
  return {
    pid: child.pid,
    stop() {
      if (stopped) return;
      stopped = true;
      command('stop');
      timers.push(
        setTimeout(() => child.kill('SIGINT'), times.interruptMs),
        setTimeout(() => killGroup(child), times.interruptMs + times.killMs),
      );
    },
    control: {
      pause: () => command('pause'),
      continue: () => command('continue'),
      setLearningRate: rate => command(`learning-rate ${rate}`),
    },
    kill() {
      stopped = true;
      killGroup(child);
    },
    ended,
  };
}
