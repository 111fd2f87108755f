// The loss surface: from one side, where it can be turned, and from above; one point marked on both.
import { surfaceProgram } from "./core/surface-program.js";
import { lossAt, lowestAlong, quadratic } from "./core/surface.js";
import { within } from "./core/within.js";
import { button, choice, group, slider } from "./views/controls.js";
import { make, set } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { parameterSliders } from "./views/parameters.js";
import { contourPlot } from "./views/plots.js";
import { reliefPlot } from "./views/relief.js";
import { keep, stage } from "./views/stage.js";
import { formats, sentences, show } from "./views/words.js";

const PARTS = 40; // of the way to the lowest point, so that it follows the surface

export function surfaceView(room, data, say) {
  const surface = quadratic(data.x, data.y);
  const scene = stage(room, say("title"));
  const relief = reliefPlot({ say, data, onTurn: (turn, tilt) => change({ turn, tilt }) });
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => change({ b: within(b, data.b), w: within(w, data.w) }),
  });
  scene.plots.append(relief.node, above.node);

  const angle = (name) =>
    slider({
      label: say(name), unit: "°", ends: data.ends[name], step: 1, digits: 0,
      onInput: (value) => change({ [name]: value }),
    });
  const [turn, tilt] = [angle("turn"), angle("tilt")];
  const sliders = parameterSliders(say, data, (patch) => change(patch));
  const which = choice(
    say("over"),
    [["none", say("over-none")], ["w", say("over-w")], ["b", say("over-b")]],
    (over) => change({ over }),
  );
  const down = button(say("to-lowest"), () =>
    change({ [state.over]: lowestAlong(surface, state.over, state.b, state.w) }),
  );
  const buttons = make(
    "div",
    { class: "x-buttons" },
    button(say("to-start"), () => change(data.start)),
    button(say("to-minimum-point"), () => change({ b: surface.b, w: surface.w })),
    down,
  );
  scene.controls.append(
    group(turn.node, tilt.node),
    group(sliders.b.node, sliders.w.node),
    which.node,
    buttons,
  );
  const code = listing(say, scene.call);
  scene.more.append(code.node);
  scene.take.append(code.taking);

  const { state, change, reset, paint } = keep(data.initial, (now) => {
    const { b, w, over, turn: t, tilt: u } = now;
    const loss = lossAt(surface, b, w);
    const cut = over === "none" ? null : over;
    const best = cut && lowestAlong(surface, over, b, w);
    const low = cut === "b" ? [best, w] : cut ? [b, best] : [b, w];
    const values = {
      b: show(b), w: show(w), loss: show(loss), bMin: show(surface.b), wMin: show(surface.w),
      least: show(surface.least), name: over, fixed: over === "b" ? "w" : "b",
      value: show(over === "b" ? w : b), best: show(best ?? 0), low: show(lossAt(surface, ...low)),
    };
    const parts = cut ? PARTS : 0;
    const along = (from, to) => Array.from({ length: parts + 1 }, (_, i) => from + ((to - from) * i) / PARTS);
    const path = { b: along(b, low[0]), w: along(w, low[1]), perEpoch: PARTS + 1 };
    turn.show(t);
    tilt.show(u);
    sliders.b.show(b);
    sliders.w.show(w);
    which.show(over);
    const outside = cut && (best < data[over][0] || best > data[over][1]);
    set(down, { hidden: !cut || outside });
    const common = { surface, path, start: { b, w }, cut };
    relief.show({ ...common, turn: t, tilt: u, label: say("alt-relief", values) });
    above.show({ ...common, label: say("alt-point", values) });
    scene.tell(
      sentences([
        say("told", values),
        ...(cut ? [say("told-section", values)] : []),
        ...(outside ? [say("outside")] : []),
      ]),
    );
    code.show(surfaceProgram(now, formats({ loss }).loss));
  });
  above.onResize(paint);
  paint();
  return { set: reset, state, playground: () => `b=${state.b}&w=${state.w}&n=0&view=surface&turn=${state.turn}&tilt=${state.tilt}` };
}
