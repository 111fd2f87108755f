// Two weights whose product should be 1: the loss, a descent, and how sharply the loss is bent, as the library computes them.

export function sharpnessAt(u, v) {
  const apart = u * u - v * v;
  const mixed = 4 * u * v - 2;
  return u * u + v * v + Math.sqrt(apart * apart + mixed * mixed);
}

export function productLoss(u, v) {
  const error = u * v - 1;
  return error * error;
}

export function productDescent({ u, v, lr, updates }) {
  const [us, vs, loss, sharpness] = Array.from({ length: 4 }, () => new Float64Array(updates + 1));
  let [p, q] = [u, v];
  let overflow = -1;
  for (let i = 0; i <= updates; i += 1) {
    us[i] = p;
    vs[i] = q;
    loss[i] = productLoss(p, q);
    sharpness[i] = sharpnessAt(p, q);
    if (overflow < 0 && !Number.isFinite(loss[i] + p + q)) overflow = i;
    const error = p * q - 1;
    [p, q] = [p - lr * (2 * q * error), q - lr * (2 * p * error)];
  }
  return { u: us, v: vs, loss, sharpness, overflow };
}
