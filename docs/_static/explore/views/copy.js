// A button that copies what stands in a piece of code, or selects it where the clipboard is refused.
import { make, write } from "./dom.js";

// The words are those on the button, those of a copy, and those of a selection, before which `reveal` shows the code.
export function copier([label, copied, selected], code, { call, reveal, prepare = () => {} }) {
  const copy = make("button", { type: "button", class: "x-button" }, label);
  const done = make("span", { class: "x-done" });
  const tell = (text) => {
    write(done, text);
    call(text);
  };
  copy.addEventListener("click", async () => {
    prepare();
    try {
      await navigator.clipboard.writeText(code.textContent);
      tell(copied);
    } catch {
      reveal();
      getSelection().selectAllChildren(code);
      tell(selected);
    }
  });
  return { node: make("span", { class: "x-taking" }, copy, " ", done), forget: () => write(done, "") };
}
