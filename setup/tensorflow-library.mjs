/**
 * A build of TensorFlow's C library as a Python package carries it, and which parts of it are needed.
 * @typedef {object} TensorflowLibrary
 * @property {string} name Folder in the cache: another content needs another name.
 * @property {string} title
 * @property {(system: System) => boolean} fits
 * @property {string} requirement As pip writes it.
 * @property {string} wheel The file.
 * @property {string} sha256 Of the file.
 * @property {number} megabytes Of the file.
 * @property {number} megabytesWhileUnpacking The file and what is unpacked from it.
 * @property {string[]} pipOptions Which make pip choose this file, whatever Python it runs on.
 * @property {string[]} parts The files to unpack; one that ends with `/` stands for all in it.
 * @property {string[]} link What the addon links.
 */

/**
 * @typedef {object} System
 * @property {string} platform
 * @property {string} arch
 * @property {string} [glibc] Its version, where the system has it.
 */

const HEADERS = [
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/common_runtime/next_pluggable_device/c/',
  'tensorflow/include/tensorflow/core/platform/ctstring.h',
  'tensorflow/include/tensorflow/core/platform/ctstring_internal.h',
  'tensorflow/include/tsl/platform/ctstring.h',
  'tensorflow/include/tsl/platform/ctstring_internal.h',
  'tensorflow/include/tsl/platform/platform.h',
  'tensorflow/include/xla/tsl/c/',
];

/**
 * In order of preference. A variant with CUDA is one more entry before this one, which fits where a GPU is
 * found and unpacks its kernels as well.
 * @type {readonly TensorflowLibrary[]}
 */
const LIBRARIES = [
  {
    name: 'tensorflow-cpu-2.21.0-2b847d21-kernels',
    title: 'TensorFlow 2.21.0 for the CPU',
    fits: ({platform, arch, glibc}) => platform === 'linux' && arch === 'x64' && atLeast(glibc, [2, 27]),
    requirement: 'tensorflow-cpu==2.21.0',
    wheel: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    megabytes: 274,
    megabytesWhileUnpacking: 1150,
    pipOptions: [
      ...['manylinux_2_27_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64'].flatMap((tag) => [
        '--platform',
        tag,
      ]),
      ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
    ],
    parts: ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2', ...HEADERS],
    link: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  },
];

/**
 * The library for a system; undefined where there is none and the npm package's own installer must do.
 * @param {System} system
 */
export function libraryFor(system) {
  return LIBRARIES.find((library) => library.fits(system));
}

/** @returns {System} */
export function thisSystem() {
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (process.report.getReport());
  const {glibcVersionRuntime} = report.header;
  return {platform: process.platform, arch: process.arch, glibc: glibcVersionRuntime};
}

function atLeast(version, [major, minor]) {
  const [hasMajor = 0, hasMinor = 0] = (version ?? '').split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
}
