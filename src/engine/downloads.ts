/** What a set-up downloads, with the SHA-256 that it must have: nothing else is unpacked, linked or loaded. */

/** TensorFlow's C library as a release archive. */
export interface ReleaseArchive {
  version: string;
  /** Path below the release's host. */
  file: string;
  sha256: string;
}

/**
 * By platform and architecture: the archives that tfjs-node 4.22.0 names in scripts/install.js, with the hashes that nixpkgs builds against. The Windows
 * archive is not here because no hash of it is published.
 */
export const releaseArchives: { readonly [platform: string]: ReleaseArchive } = {
  'linux-x64': {
    version: '2.9.1',
    file: 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    sha256: '7f510d2546e3db5e10b1d119463689003d587842892ad3c95bca51cf82820173',
  },
  'darwin-x64': {
    version: '2.9.1',
    file: 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
    sha256: '56f83d3320ba0f69aaafd6c058645e1b7fbc75fb9a3fc36d6be98de1291ca226',
  },
  'darwin-arm64': {
    version: '2.7.0',
    file: 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    sha256: '13ab22b97e2af06e431aaeb7b42fb89981965dd01aa16da035d8210aa4183d79',
  },
};

/** TensorFlow's wheel: the version that pip is asked for, and the hashes of its files, whichever Python they are for. */
export interface Wheel {
  requirement: string;
  sha256: readonly string[];
}

const VERSION = '2.21.0';

/** By platform and architecture. On x64 Linux the plain package brings CUDA's files along; tensorflow-cpu does not. */
export const wheels: { readonly [platform: string]: Wheel } = {
  'linux-x64': {
    requirement: `tensorflow-cpu==${VERSION}`,
    sha256: [
      'd143e92f5c0661cdfa26eaca8f73cd2efd0ec53a68af8dec82f584ba8eb14b83',
      '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
      '05af7c26d35f4de910b5598c7b507e3981831a7b0f47fed9a405d995d51d7793',
    ],
  },
  'linux-arm64': {
    requirement: `tensorflow==${VERSION}`,
    sha256: [
      '7c97938b25cf70c80ae8619931f85abcdee2ab2eb256c2051202edb3b89e9a5d',
      '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
      'a10abdfb8b1189210c251021a3f153b7ccc52a8e6521351f3dc3331e8ba593e0',
    ],
  },
  'darwin-arm64': {
    requirement: `tensorflow==${VERSION}`,
    sha256: [
      '6462632889e0e9ce1455b208c87b86a8c154e899407ef7d426ef1ec71647f565',
      '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
      '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
      'a145ed46c58192b7c3f9916d070caf4f6afc6dc7e5511f83dd97677f4c4947f4',
    ],
  },
};

/** Platform and architecture of this machine, as the tables name them. */
export const thisPlatform = `${process.platform}-${process.arch}`;
