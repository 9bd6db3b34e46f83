import {SetupError} from './setup-error.mjs';

const TOOLS = {
  npm: {
    name: 'npm',
    what: 'npm is missing.',
    why: 'It installs the packages this project is built on.',
    linux: ['Debian, Ubuntu:  sudo apt-get install npm', 'Fedora:          sudo dnf install npm'],
    darwin: ['macOS:  brew install node'],
  },
  python3: {
    name: 'python3',
    what: 'python3 is missing.',
    why: "Its pip downloads TensorFlow's native library; nothing else here uses Python.",
    linux: [
      'Debian, Ubuntu:  sudo apt-get install python3 python3-pip',
      'Fedora:          sudo dnf install python3 python3-pip',
    ],
    darwin: ['macOS:  brew install python3'],
  },
  pip: {
    name: 'pip',
    what: 'python3 has no pip.',
    why: "It downloads TensorFlow's native library; nothing else here uses Python.",
    linux: [
      'Debian, Ubuntu:  sudo apt-get install python3-pip',
      'Fedora:          sudo dnf install python3-pip',
    ],
    darwin: ['macOS:  python3 -m ensurepip'],
  },
  compiler: {
    name: 'a C++ compiler',
    what: 'no C++ compiler was found (looked for c++, g++, clang++).',
    why: 'It builds the addon through which Node calls TensorFlow.',
    linux: ['Debian, Ubuntu:  sudo apt-get install g++', 'Fedora:          sudo dnf install gcc-c++'],
    darwin: ['macOS:  xcode-select --install'],
  },
};

/**
 * @param {keyof typeof TOOLS} tool
 * @param {string} [platform]
 */
export function missingTool(tool, platform = process.platform) {
  const {name, what, why, linux, darwin} = TOOLS[tool];
  const commands = platform === 'darwin' ? darwin : linux;
  return new SetupError({
    what,
    why,
    mend: ['To fix it:', ...commands.map((line) => `  ${line}`)],
    tool: name,
  });
}
