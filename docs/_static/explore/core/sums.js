// Sums in the order in which NumPy adds, so that the last digits are the same.

function pairwise(v, from, n) {
  const end = from + n;
  if (n < 8) {
    let total = n ? v[from] : 0;
    for (let i = from + 1; i < end; i += 1) total += v[i];
    return total;
  }
  if (n > 128) {
    const half = Math.floor(n / 16) * 8;
    return pairwise(v, from, half) + pairwise(v, from + half, n - half);
  }
  let [a, b, c, d] = [v[from], v[from + 1], v[from + 2], v[from + 3]];
  let [e, f, g, h] = [v[from + 4], v[from + 5], v[from + 6], v[from + 7]];
  let i = from + 8;
  for (; i < end - (n % 8); i += 8) {
    a += v[i];
    b += v[i + 1];
    c += v[i + 2];
    d += v[i + 3];
    e += v[i + 4];
    f += v[i + 5];
    g += v[i + 6];
    h += v[i + 7];
  }
  let total = a + b + (c + d) + (e + f + (g + h));
  for (; i < end; i += 1) total += v[i];
  return total;
}

// The sum of the first n values.
export const sum = (values, n = values.length) => pairwise(values, 0, n);

export const mean = (values) => sum(values) / values.length;

// The mean of term(0), ..., term(n - 1).
export const meanOf = (n, term) => mean(Float64Array.from({ length: n }, (_, i) => term(i)));
