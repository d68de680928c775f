// Figures in the frame that can be asked: with the mouse, with the keys, by ear.
import { accompany } from "./voorbeeld-naast.js";

const at = (id) => document.getElementById(id);
const FIGURE = ".cijfer";
const hint = [...at("u-inhoud").childNodes];
let chosen = null; // the id of the figure that is explained
let pointed = null; // the figure of which the tip tells what it was

// In each table and each part of the text one figure is a stop of the tab key.
const group = (figure) => figure.closest("table, section, body");

function settle(there) {
  const stops = new Set();
  const figures = [...there.querySelectorAll(FIGURE)];
  const kept = figures.filter((one) => one.tabIndex === 0 && one.hasAttribute("tabindex"));
  for (const one of [...kept, ...figures]) {
    const own = group(one);
    if (stops.has(own)) continue;
    stops.add(own);
    stops.add(one);
  }
  for (const one of figures) one.setAttribute("tabindex", stops.has(one) ? "0" : "-1");
}

// After every rebuild: what is told of a figure is told of it as it is now.
export function follow(frame, there) {
  settle(there);
  if (chosen && !there.getElementById(chosen)) unanswer(frame);
  else if (chosen) explain(frame, there.getElementById(chosen));
  if (!at("tip").hidden) show(frame, pointed);
}

export function answer(frame, there) {
  settle(there);
  there.addEventListener("click", ({ target }) => {
    const figure = target.closest?.(FIGURE);
    if (figure) choose(frame, figure);
  });
  there.addEventListener("focusin", ({ target }) => {
    const figure = target.closest?.(FIGURE);
    if (!figure) return hide();
    for (const one of group(figure).querySelectorAll(FIGURE)) one.setAttribute("tabindex", "-1");
    figure.setAttribute("tabindex", "0");
    show(frame, figure);
  });
  there.addEventListener("focusout", hide);
  there.addEventListener("pointerover", ({ target }) => {
    const figure = target.closest?.(FIGURE);
    if (figure?.matches(".anders")) show(frame, figure);
  });
  there.addEventListener("pointerout", ({ target }) => target.closest?.(FIGURE) && leave());
  there.addEventListener("scroll", hide, { passive: true, capture: true });
  there.addEventListener("keydown", (event) => move(frame, there, event));
}

// Arrows

function move(frame, there, event) {
  if (event.key === "Escape") return at("tip").hidden ? unanswer(frame) : hide();
  const from = there.activeElement?.closest?.(FIGURE);
  if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = neighbour(from, event.key);
  if (to === undefined) return;
  event.preventDefault();
  to?.focus();
}

function neighbour(from, key) {
  const cell = from.closest("td");
  const line = [...(cell ? cell.parentElement : group(from)).querySelectorAll(FIGURE)];
  const place = line.indexOf(from);
  if (key === "ArrowRight") return line[place + 1] ?? null;
  if (key === "ArrowLeft") return line[place - 1] ?? null;
  if (key === "Home") return line[0];
  if (key === "End") return line.at(-1);
  if (!cell || (key !== "ArrowUp" && key !== "ArrowDown")) return undefined;
  const rows = [...cell.closest("table").rows];
  const row = rows[rows.indexOf(cell.parentElement) + (key === "ArrowUp" ? -1 : 1)];
  return row?.cells[cell.cellIndex]?.querySelector(FIGURE) ?? null;
}

// The explanation in the margin

const find = (there, place) => there.querySelector(`[data-plaats="${CSS.escape(place)}"]`);

function choose(frame, figure) {
  chosen = figure.id;
  explain(frame, figure);
  accompany(figure);
}

function open(now) {
  at("uitleg").classList.toggle("open", now);
  at("u-sluit").hidden = !now;
}

// On a phone the explanation lies over the foot of the screen: its figure comes to stand above it.
function lift(frame, figure) {
  const over = at("uitleg");
  if (getComputedStyle(over).position !== "fixed") return;
  hide();
  const below = frame.getBoundingClientRect().top + figure.getBoundingClientRect().bottom;
  scrollBy(0, Math.max(0, below + 16 - over.getBoundingClientRect().top));
}

function explain(frame, figure) {
  const there = frame.contentDocument;
  for (const one of there.querySelectorAll(".gekozen")) one.classList.remove("gekozen");
  if (!figure) return;
  figure.classList.add("gekozen");
  const { plaats, naam, uitleg, soort, was, verschil, reden } = figure.dataset;
  const said = uitleg ?? there.querySelector(`[data-uitleg-van="${CSS.escape(plaats)}"]`)?.textContent;
  const parts = [element("p", naam, "plaats"), points([
    ["In de bijlage", figure.firstChild.data],
    ["Precies", figure.querySelector(".precies").textContent],
    ["Verandering", soort],
    ["Was", was],
    ["Verschil", verschil],
    ["Oorzaak", reden],
  ])];
  parts.push(element("p", said || "Voor dit cijfer is geen berekening nodig of mogelijk."));
  const told = element("div", "");
  told.append(...parts);
  // What is the same is not said again at every rebuild.
  if (told.innerHTML !== at("u-inhoud").innerHTML) at("u-inhoud").replaceChildren(...parts);
  open(true);
  lift(frame, figure);
}

export function unanswer(frame) {
  const there = frame.contentDocument;
  const figure = chosen && there.getElementById(chosen);
  chosen = null;
  explain(frame, null);
  at("u-inhoud").replaceChildren(...hint);
  open(false);
  if (figure) figure.focus();
}

function points(pairs) {
  const list = document.createElement("dl");
  for (const [name, value] of pairs) if (value) list.append(element("dt", name), element("dd", value));
  return list;
}

function element(name, text, word) {
  const made = document.createElement(name);
  made.textContent = text;
  if (word) made.className = word;
  return made;
}

export function jump(frame, place) {
  const there = frame.contentDocument;
  const figure = find(there, place) ?? there.getElementById(place);
  if (!figure) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  frame.scrollIntoView({ block: "nearest" });
  frame.focus();
  figure.focus({ preventScroll: true });
  figure.scrollIntoView({ block: "center", inline: "center", behavior: still ? "auto" : "smooth" });
  if (figure.matches(FIGURE)) choose(frame, figure);
}

// What a figure was: near it, with the mouse and with the keys; Escape takes it away

let leaving = 0;

function show(frame, figure) {
  const there = frame.contentDocument;
  if (!figure?.matches(".anders") || !there.contains(figure) || there.querySelector(".verberg-wijzigingen"))
    return hide();
  clearTimeout(leaving);
  pointed = figure;
  const tip = at("tip");
  const { soort, was, verschil } = figure.dataset;
  const lines = [element("b", soort), was && element("span", `was ${was}`), verschil && element("span", verschil)];
  tip.replaceChildren(...lines.filter(Boolean));
  tip.hidden = false;
  const [outer, own] = [frame.getBoundingClientRect(), figure.getBoundingClientRect()];
  const left = outer.left + own.right - tip.offsetWidth;
  const below = outer.top + own.bottom + 6;
  const fits = below + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(8, Math.min(left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${fits ? below : outer.top + own.top - tip.offsetHeight - 6}px`;
}

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 300);
}

function hide() {
  clearTimeout(leaving);
  at("tip").hidden = true;
}

at("tip").addEventListener("pointerenter", () => clearTimeout(leaving));
at("tip").addEventListener("pointerleave", leave);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
