/**
 * Random numbers that Python and the page draw alike: xoshiro128**, seeded by SplitMix64.
 *
 * Sources: Blackman and Vigna (2021), https://doi.org/10.1145/3460772, and Vigna's splitmix64.c.
 */

/** @param {number} seed @returns {() => bigint} SplitMix64 */
function splitmix64(seed) {
  let state = BigInt(seed);
  const cut = (/** @type {bigint} */ value) => BigInt.asUintN(64, value);
  return () => {
    state = cut(state + 0x9e3779b97f4a7c15n);
    let mixed = cut((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = cut((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
}

/** @param {number} seed @param {number} runs @returns {number[]} a seed for each of several runs */
export function seedsOfRuns(seed, runs) {
  const next = splitmix64(seed);
  return Array.from({ length: runs }, () => Number(next() >> 11n));
}

/**
 * @param {number} seed
 * @returns {() => number} draws numbers evenly between 0 and 1, both left out: each is the middle
 *   of one of 2**32 equal pieces
 */
export function uniform(seed) {
  const next = splitmix64(seed);
  const [first, second] = [next(), next()];
  // Numbers of 32 bits, as JavaScript's operators on bits have them: with a sign.
  let [a, b, c, d] = [first, first >> 32n, second, second >> 32n].map((word) =>
    Number(BigInt.asIntN(32, word)),
  );
  return () => {
    const five = Math.imul(b, 5);
    const mixed = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return ((mixed >>> 0) + 0.5) / 4294967296;
  };
}
