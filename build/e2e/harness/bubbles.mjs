// A real notification daemon: dunst, on the screen and the bus of a session.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, start, until } from './processes.mjs';
import { SCREENSHOTS } from './desk.mjs';

/** Starts the daemon. The result: `shown()` (everything it has shown), `click()` on the newest bubble, `putAway()`, `shot(name)` of the screen. */
export async function startBubbles(session) {
  const folder = join(session.home, '.config', 'dunst');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'dunstrc'), '[global]\nfont = DejaVu Sans 11\nwidth = 420\nheight = 300\norigin = top-right\noffset = 20x20\n[urgency_normal]\ntimeout = 0\n[urgency_critical]\ntimeout = 0\n');
  const daemon = start('dunst', ['-print'], { env: session.env });
  const ask = (...args) => run('dunstctl', args, { env: session.env });
  // Asked for before it is there, the bus would start a second one, which prints nowhere.
  await until('the notification daemon is on the bus', async () => {
    if (daemon.child.exitCode !== null) throw new Error(daemon.output());
    const names = await run('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'], { env: session.env });
    return names.stdout.includes('org.freedesktop.Notifications');
  });
  return {
    shown: () => daemon.output(),
    click: () => ask('action', '0'),
    putAway: () => ask('close'),
    displayed: async () => Number((await ask('count', 'displayed')).stdout),
    shot: async (name) => {
      await mkdir(SCREENSHOTS, { recursive: true });
      await run('import', ['-window', 'root', join(SCREENSHOTS, `${name}.png`)], { env: session.env });
    },
    stop: () => daemon.stop(),
  };
}
