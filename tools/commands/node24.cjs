/**
 * Loaded before each command (`node -r`): the commands are TypeScript that Node 24 runs as it is, and an older Node
 * would only say "unknown file extension". Plain JavaScript, because it has to run on that older Node. npm puts
 * `node_modules/.bin` first in PATH, so on the systems of package.json's optionalDependencies this never fires.
 */
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `This command needs Node 24 or newer and found ${process.version}: run it through npm after \`npm ci\` ` +
      '(which brings Node 24 along on Linux and on Windows x64), or install Node 24 and run the same command again.\n',
  );
  process.exit(1);
}
