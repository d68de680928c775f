// From change to change, all that the margin lists or those of one kind: with buttons, or Alt and an arrow.
import { jump } from "./voorbeeld-cijfers.js";

const at = (id) => document.getElementById(id);
const changes = () => [...at("inhoud").querySelectorAll(".lijst > li")];
let here = ""; // the id of the change that was reached last
let kind = ""; // what is shown; empty is all

// After every rebuild: the kinds there are now, and of those only what was chosen.
export function sift(there) {
  const all = changes();
  const kinds = Map.groupBy(all, (one) => one.dataset.soort);
  if (!kinds.has(kind)) kind = "";
  const options = [["", `alles (${all.length})`], ...[...kinds].map(([name, ones]) => [name, `${name} (${ones.length})`])];
  const said = JSON.stringify(options);
  if (at("soort").dataset.said !== said) at("soort").replaceChildren(...options.map(([name, text]) => new Option(text, name)));
  at("soort").dataset.said = said;
  at("soort").value = kind;
  at("wijzer").hidden = !all.length;
  for (const one of all) one.hidden = Boolean(kind) && one.dataset.soort !== kind;
  for (const list of at("inhoud").querySelectorAll(".lijst"))
    list.closest("section").hidden = ![...list.children].some((one) => !one.hidden);
  for (const figure of there?.querySelectorAll(".anders") ?? [])
    figure.classList.toggle("buiten", Boolean(kind) && figure.dataset.soort !== kind);
  mark(all.filter((one) => !one.hidden));
}

function mark(seen) {
  for (const one of seen) one.ariaCurrent = one.id === here ? "true" : null;
  const place = seen.findIndex((one) => one.id === here);
  at("w-plaats").textContent = place < 0 ? `${seen.length} in de kantlijn` : `${place + 1} van ${seen.length}`;
}

function step(frame, by) {
  const seen = changes().filter((one) => !one.hidden);
  if (!seen.length) return;
  const place = seen.findIndex((one) => one.id === here);
  const next = place < 0 ? (by > 0 ? 0 : seen.length - 1) : (place + by + seen.length) % seen.length;
  here = seen[next].id;
  seen[next].scrollIntoView({ block: "nearest" });
  const link = seen[next].querySelector("[data-naar]");
  if (link) jump(frame, link.dataset.naar);
  mark(seen);
}

// `before` is done before a change is shown.
export function walk(frame, before) {
  const go = (by) => (before(), step(frame, by));
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  at("volgende").addEventListener("click", () => go(1));
  at("vorige").addEventListener("click", () => go(-1));
  at("soort").addEventListener("change", ({ target }) => {
    kind = target.value;
    sift(frame.contentDocument);
  });
  return (event) => {
    if (!event.altKey || !steps[event.key] || event.target.localName === "select") return;
    event.preventDefault();
    go(steps[event.key]);
  };
}
