/** What is checked about a package without a real Electron: its archs, its contents, its fuses. */

/** The archs that the builder's file asks for, by Electron's platform name. Reads `arch: [a, b]` under each platform. */
export function archesAsked(yml: string): Map<string, Set<string>> {
  const names: { readonly [section: string]: string } = { linux: 'linux', win: 'win32', mac: 'darwin' };
  const asked = new Map<string, Set<string>>();
  let platform: string | undefined;
  for (const line of yml.split('\n')) {
    const section = /^(\w+):/.exec(line)?.[1];
    if (section) platform = names[section];
    const list = /^\s+arch:\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (platform === undefined || list === undefined) continue;
    const found = asked.get(platform) ?? new Set();
    for (const arch of list.split(',')) found.add(arch.trim());
    asked.set(platform, found);
  }
  return asked;
}

/** `platform-arch` pairs asked for that this Electron does not ship, by the names in its checksums.json. */
export function archesMissing(asked: ReadonlyMap<string, ReadonlySet<string>>, checksums: Readonly<Record<string, string>>, version: string): string[] {
  const missing: string[] = [];
  for (const [platform, arches] of asked) {
    for (const arch of arches) if (!(`electron-v${version}-${platform}-${arch}.zip` in checksums)) missing.push(`${platform}-${arch}`);
  }
  return missing;
}

/** Paths of the archive that should not be there, and needed ones that are not. */
export function contentFaults(paths: readonly string[], needed: readonly string[]): string[] {
  const foreign = paths.filter((path) => !/^\/(package\.json|out(\/(electron|renderer)(\/.*)?)?)$/.test(path));
  return [...foreign.map((path) => `unexpected ${path}`), ...needed.filter((path) => !paths.includes(path)).map((path) => `missing ${path}`)];
}

/** The fuses as the builder's file asks for them. */
export function fusesAsked(yml: string): Map<string, boolean> {
  const section = /^electronFuses:\n((?: {2}\w+: (?:true|false)\n)+)/m.exec(yml)?.[1] ?? '';
  return new Map([...section.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name = '', value]) => [name, value === 'true']));
}
