// A desktop session for one test: virtual screen, session bus, keychain, window manager, and a home folder that goes away.
import { mkdtemp, mkdir, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstLine, start, until } from './processes.mjs';

const SCREEN = '1400x1000x24';

/**
 * Options: `keychain` (default true) unlocks a gnome-keyring; without it the program has to use its key file.
 * The result: `env` for programs, `home`, `dataDir`, `stop()`.
 */
export async function startSession({ keychain = true } = {}) {
  const place = await mkdtemp(join(tmpdir(), 'tributary-e2e-'));
  const home = join(place, 'home');
  const runtime = join(place, 'run');
  await Promise.all([mkdir(home), mkdir(runtime)]);
  await chmod(runtime, 0o700);
  const programs = [];
  const stop = async () => {
    for (const program of programs.reverse()) await program.stop();
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    // Nothing of the person's own session may reach the programs: their bus, their folders, their proxy.
    const env = { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: runtime, LANG: 'C.UTF-8', TZ: 'Europe/Paris', NO_AT_BRIDGE: '1', LIBGL_ALWAYS_SOFTWARE: '1' };

    const screen = start('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], { env, extraPipe: true });
    programs.push(screen);
    env.DISPLAY = `:${await firstLine(screen.child.stdio[3], screen)}`;

    const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { env });
    programs.push(bus);
    env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus.child.stdout, bus);

    programs.push(start('openbox', [], { env }));
    if (keychain) programs.push(await startKeychain(env));
    return { env, home, dataDir: join(place, 'data'), folder: place, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// The password comes on standard input and ends with the stream; a newline would become part of it.
async function startKeychain(env) {
  const keychain = start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env, stdin: 'password' });
  keychain.child.stdin.end();
  await until('the keychain is on the bus', async () => {
    if (keychain.child.exitCode !== null) throw new Error(keychain.output());
    const names = start('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames'], { env });
    await names.exited;
    return names.output().includes('org.freedesktop.secrets');
  });
  return keychain;
}
