const NEEDED = [20, 19];

/** What to say where `version` (such as `18.20.4`) is too old, else undefined. In old syntax: see setup.mjs. */
export function nodeVersionFault(version) {
  const parts = version.split('.').map(Number);
  if (parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])) return undefined;
  return [
    `Set-up stopped: this is Node ${version}; Node ${NEEDED.join('.')} or later is needed.`,
    'Get a newer one from https://nodejs.org or with your version manager, such as: nvm install 22',
  ].join('\n');
}
