// NumPy's RandomState, as far as a descent needs it: MT19937 seeded by a whole number, and permutation.

const SIZE = 624;
const SHIFT = 397;

export class RandomState {
  constructor(seed) {
    this.key = new Uint32Array(SIZE);
    this.key[0] = seed;
    for (let i = 1; i < SIZE; i += 1) {
      const before = this.key[i - 1] ^ (this.key[i - 1] >>> 30);
      this.key[i] = Math.imul(1812433253, before) + i;
    }
    this.at = SIZE;
  }

  refill() {
    const { key } = this;
    for (let i = 0; i < SIZE; i += 1) {
      const y = (key[i] & 0x80000000) | (key[(i + 1) % SIZE] & 0x7fffffff);
      key[i] = key[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }

  bits() {
    if (this.at === SIZE) this.refill();
    let y = this.key[this.at];
    this.at += 1;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  // A whole number from 0 to high: draw as many bits as it may need, until they fit.
  below(high) {
    const mask = 2 ** (32 - Math.clz32(high)) - 1;
    let value;
    do value = (this.bits() & mask) >>> 0;
    while (value > high);
    return value;
  }

  permutation(n) {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i -= 1) {
      const j = this.below(i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

// The orders of one seed, drawn once for all that run with it.
let deck = {};
export function orderOf(epoch, n, seed) {
  if (deck.seed !== seed || deck.n !== n) deck = { seed, n, random: new RandomState(seed), orders: [] };
  while (deck.orders.length <= epoch) deck.orders.push(deck.random.permutation(n));
  return deck.orders[epoch];
}
