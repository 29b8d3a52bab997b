// Drags a file onto the program's window with the mouse, out of a window that stands for a file manager.
import { join } from 'node:path';
import { run, start, until } from './processes.mjs';
import { ROOT } from './program.mjs';
import { windowOf } from './windows.mjs';

/** Builds the window files are dragged from. GTK's headers are there: the program is built with them. */
export async function buildDragSource(folder) {
  const made = join(folder, 'drag-source');
  const built = await run('sh', ['-c', `cc -w -o "${made}" "${join(ROOT, 'build/e2e/drag/source.c')}" $(pkg-config --cflags --libs gtk+-3.0)`]);
  if (built.status !== 0) throw new Error(`the drag source cannot be built: ${built.stderr}`);
  return made;
}

const place = async (session, id) => {
  const { stdout } = await run('xdotool', ['getwindowgeometry', '--shell', id], { env: session.env });
  const number = (name) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(stdout)?.[1]);
  return { x: number('X') + Math.round(number('WIDTH') / 2), y: number('Y') + Math.round(number('HEIGHT') / 2) };
};

/** Takes hold of a file and carries it over the middle of the window. Returns how to let it go there. */
export async function carryOver(session, source, path) {
  const program = start(source, [path], { env: session.env });
  const mouse = (...args) => run('xdotool', args, { env: session.env });
  const id = await until('the drag source is there', async () => (await mouse('search', '--onlyvisible', '--name', '^Drag source$')).stdout.trim().split('\n').at(-1));
  const from = await place(session, id);
  const to = await place(session, await windowOf(session));
  await mouse('mousemove', String(from.x), String(from.y));
  await mouse('mousedown', '1');
  // A drag begins when the pointer has gone some way, and is told of each place it comes by.
  for (let step = 1; step <= 20; step++) {
    await mouse('mousemove', String(Math.round(from.x + ((to.x - from.x) * step) / 20)), String(Math.round(from.y + ((to.y - from.y) * step) / 20)));
  }
  return {
    /** Moves a little, as a hand does. */
    nudge: () => mouse('mousemove_relative', '--sync', '--', '1', '1'),
    async drop() {
      await mouse('mouseup', '1');
      await until('the drag has ended', () => program.child.exitCode !== null);
    },
    stop: () => program.stop(),
  };
}
