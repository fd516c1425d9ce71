/** `npm run build [-- --force]`: builds desk, main, preload and double; what did not change is not built again. */
import path from 'node:path';
import { build } from '../build/build.ts';

const built = await build(path.resolve(import.meta.dirname, '../..'), { force: process.argv.includes('--force') });
console.log(built.length > 0 ? `built: ${built.join(', ')}` : 'nothing to build');
