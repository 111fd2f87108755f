// Tells what is going to be loaded and how much, how far it is, and lets the reader call it off.
import { button, make } from "./dom.js";
import { megabytes } from "./words.js";

export function sizes(manifest, names) {
  const files = names.map((name) => manifest.files[name]);
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  return { size: megabytes(sum("size")), packed: megabytes(sum("packed")) };
}

// On a phone, or where the reader saves data, the press asks first.
const isDear = () => navigator.connection?.saveData || matchMedia("(pointer: coarse)").matches;

// Stands in the room of a cell's buttons while something is loaded.
export function loading(bar, say, what, { size, packed }, onCancel) {
  const meter = make("progress", { max: 1, value: 0, "aria-label": say("loading", { what }) });
  const come = make("span", {});
  const words = make("span", { role: "status" });
  const cancel = button(say("cancel"), onCancel);
  const node = make("div", { class: "run-loading" }, words, meter, come, cancel);
  meter.hidden = true;
  bar.append(node);
  const announce = () => {
    words.textContent = packed === size ? say("loads-all", { what, size }) : say("loads", { what, size, packed });
  };
  announce();
  return {
    remove: () => node.remove(),
    show(bytes, total) {
      meter.value = bytes / total;
      come.textContent = say("come", { come: megabytes(bytes), total: megabytes(total) });
      if (bytes >= total) come.textContent = say("starting");
    },
    async asked() {
      if (isDear()) {
        await new Promise((resolve) => {
          const load = button(say("load"), () => {
            load.remove();
            cancel.focus();
            resolve();
          });
          cancel.before(load);
          load.focus();
        });
      }
      meter.hidden = false;
    },
  };
}
