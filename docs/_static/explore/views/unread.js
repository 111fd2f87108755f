// Says below a field why what was typed there is no number.
import { make, newId, set, write } from "./dom.js";

export function explainUnread(room, say) {
  const why = make("p", { class: "x-unread", id: newId() });
  room.addEventListener("x-unread", ({ target, detail }) => {
    set(target, { "aria-describedby": detail ? why.id : null });
    if (!detail) return why.remove();
    write(why, say(detail.reason, detail));
    target.closest(".x-field").append(why);
    write(room.querySelector(".x-heard"), why.textContent);
    return undefined;
  });
  room.addEventListener("input", () => why.remove());
}
