/** What differs between operating systems, asked for in one place. */

/** Name of the system for the log and the about box. */
export function systemName(): string {
  return process.platform;
}

/** macOS programs keep running without windows; ours ends, except there. */
export function endsWithLastWindow(): boolean {
  return process.platform !== 'darwin';
}

/** macOS needs the application menu for copy and paste to work at all. */
export function needsApplicationMenu(): boolean {
  return process.platform === 'darwin';
}
