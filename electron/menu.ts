/** The menu: none, where the system lets us; screens carry their own commands. */
import type { Menu } from 'electron';
import { needsApplicationMenu } from './platform/system.ts';

export function setMenu(menu: typeof Menu): void {
  // Roles bring their own words in the system's language.
  menu.setApplicationMenu(needsApplicationMenu() ? menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null);
}
