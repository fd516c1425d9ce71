/** Whether the system's keychain really keeps secrets. */
import type { SafeStorage } from 'electron';

/** On Linux without a secret service Electron falls back to a fixed password, which protects nothing. */
export function keepsSecrets(safeStorage: SafeStorage): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
