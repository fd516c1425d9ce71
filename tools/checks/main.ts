/** Runs every check over the project this file lies in; prints what is wrong, one line each, and ends with a count. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from './all.ts';
import { readProject } from './project.ts';

const project = readProject(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
let wrong = 0;
for (const check of CHECKS) {
  const findings = check.run(project);
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${check.name}${findings.length === 0 ? '' : `: ${findings.length}`}`);
  for (const { file, line, message } of findings) console.log(`     ${file}:${line} ${message}`);
  if (findings.length > 0) wrong += 1;
}
console.log(`${CHECKS.length - wrong} checks passed, ${wrong} failed (${project.files.length} files)`);
process.exitCode = wrong === 0 ? 0 : 1;
