// The line and its loss: move b and w, see residuals, the MSE written out, and the point on the contours.
import { surfaceProgram } from "./core/surface-program.js";
import { lossAt, quadratic } from "./core/surface.js";
import { within } from "./core/within.js";
import { button, group, table } from "./views/controls.js";
import { make, write } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { parameterSliders } from "./views/parameters.js";
import { contourPlot, dataPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { formats, show, whole } from "./views/words.js";

export function lineAndLoss(room, data, say) {
  const { x, y } = data;
  const surface = quadratic(x, y);
  const scene = stage(room, say("title"));
  const line = dataPlot({
    say,
    handles: true,
    onMove([at, height], which) {
      if (which === "b") change({ b: within(height, data.b) });
      if (which === "w") change({ w: within(height - state.b, data.w) });
    },
  });
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => change({ b: within(b, data.b), w: within(w, data.w) }),
  });
  scene.plots.append(line.node, above.node);

  const sliders = parameterSliders(say, data, (patch) => change(patch));
  const sum = make("p", { class: "x-sum" });
  const buttons = make(
    "div",
    { class: "x-buttons" },
    button(say("to-start"), () => change(data.start)),
    button(say("to-minimum"), () => change({ b: surface.b, w: surface.w })),
  );
  scene.controls.append(group(sliders.b.node, sliders.w.node), group(sum, buttons));

  const error = (i) => state.b + state.w * x[i] - y[i];
  const numbers = table(
    say("numbers-data"),
    ["feature", "label", "prediction", "error", "square"].map((key) => say(key)),
    () => x.map((value, i) => [value, y[i], error(i) + y[i], error(i), error(i) ** 2].map(show)),
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const { state, change, reset, paint } = keep(data.initial, ({ b, w }) => {
    const loss = lossAt(surface, b, w);
    const values = { b: show(b), w: show(w), loss: show(loss), least: show(surface.least) };
    sliders.b.show(b);
    sliders.w.show(w);
    line.show({
      x, y, b, w, range: [-0.1, 1.1], yRange: [-1, 4.5], residuals: true, label: say("alt-line", values),
    });
    above.show({ surface, start: { b, w }, label: say("alt-point", values) });
    const square = (i) => `(${show(error(i))})²`;
    const last = x.length - 1;
    write(
      sum,
      `MSE = [${square(0)} + ${square(1)} + … + ${square(last)}] / ${whole(x.length)} = ${values.loss}`,
    );
    scene.tell(say("told", values));
    numbers.show();
    code.show(surfaceProgram({ b, w }, formats({ loss }).loss));
  });
  line.onResize(paint);
  above.onResize(paint);
  paint();
  return { set: reset, state, playground: () => `b=${state.b}&w=${state.w}&n=0` };
}
