// Sums in the order in which NumPy adds, so that the last digits are the same.

function pairwise(term, from, n) {
  if (n < 8) {
    let total = n ? term(from) : 0;
    for (let i = 1; i < n; i += 1) total += term(from + i);
    return total;
  }
  if (n > 128) {
    const half = Math.floor(n / 16) * 8;
    return pairwise(term, from, half) + pairwise(term, from + half, n - half);
  }
  let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => term(from + i));
  let i = 8;
  for (; i < n - (n % 8); i += 8) {
    const at = from + i;
    a += term(at);
    b += term(at + 1);
    c += term(at + 2);
    d += term(at + 3);
    e += term(at + 4);
    f += term(at + 5);
    g += term(at + 6);
    h += term(at + 7);
  }
  let total = a + b + (c + d) + (e + f + (g + h));
  for (; i < n; i += 1) total += term(from + i);
  return total;
}

// The sum of term(0), ..., term(n - 1).
export const sumOf = (n, term) => pairwise(term, 0, n);

export const meanOf = (n, term) => sumOf(n, term) / n;

export const mean = (values) => meanOf(values.length, (i) => values[i]);
