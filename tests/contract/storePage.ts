/** The page that runs the store's contract in a real browser. */
import { STORE_CASES } from './storeCases.ts';

declare global {
  interface Window {
    runStoreCase?: (at: number) => Promise<string>;
  }
}

window.runStoreCase = async (at) => {
  try {
    await STORE_CASES[at]?.run(`contract-${at}`);
    return 'kept';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};
