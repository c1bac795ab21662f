// What a command is, and how one is run: its help, its sentence when it refuses, its exit code.
import { resolve } from 'node:path'
import { Refusal } from '../kernel/refusal.ts'

export type Command = {
  /** Shown for --help. */
  help: string
  /** Returns the exit code; a `Refusal` is printed as its sentence, anything else is a fault of ours and keeps its stack. */
  run(args: string[]): Promise<number>
}

/** A path as it was typed: npm runs us in the program's folder, and says in INIT_CWD where its caller stands. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '', path)
}

export async function run(command: Command, args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help)
    return
  }
  try {
    process.exitCode = await command.run(args)
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exitCode = 1
  }
}
