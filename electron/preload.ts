/** The one thing the window gets: a function per contract method. The names come from the contract at build time. */
import { contextBridge, ipcRenderer } from 'electron';

/** Filled in by the build: contract method and its channel. */
declare const __BRIDGE_CHANNELS__: readonly (readonly [method: string, channel: string])[];

contextBridge.exposeInMainWorld(
  'desk',
  Object.fromEntries(__BRIDGE_CHANNELS__.map(([method, channel]) => [method, (input: unknown) => ipcRenderer.invoke(channel, input)])),
);
